import { createMockDirectory } from '@backstage/backend-test-utils';
import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';

/** What a run of an action left behind. */
export interface ActionRun {
  outputs: Record<string, unknown>;
  log: string[];
}

/** The input of the first step of an example. */
export function exampleInput(example: { example: string }): JsonObject {
  return parse(example.example).steps[0].input;
}

/**
 * Runs an action in a workspace as the scaffolder would. The mock context of
 * scaffolder-node-test-utils drops dry run, checkpoint and signal, so they are
 * spread in.
 */
export async function runAction(
  action: TemplateAction<any, any>, // eslint-disable-line @typescript-eslint/no-explicit-any -- each action has its own types
  input: JsonObject,
  overrides: Partial<ActionContext<JsonObject>> & { workspacePath: string },
): Promise<ActionRun> {
  const outputs: Record<string, unknown> = {};
  const log: string[] = [];
  const write = (message: string) => void log.push(message);
  const context = createMockActionContext({
    input,
    workspacePath: overrides.workspacePath,
  });
  await action.handler({
    ...context,
    ...overrides,
    logger: {
      ...context.logger,
      info: write,
      warn: write,
      error: write,
      debug: write,
    },
    output: (name, value) => {
      outputs[String(name)] = value;
    },
  });
  return { outputs, log };
}

/** A workspace folder of its own. */
export function workspace() {
  return createMockDirectory();
}
