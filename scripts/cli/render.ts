import {
  type BuiltDefinitions,
  INTENTS,
  type IntentKind,
  intentKindOf,
  readYaml,
  renderManifests,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';
import { besideText } from './besideText';
import { InputProblem, readText, runCommand } from './readJson';

type Rendered = { built: BuiltDefinitions } | { problems: string[] };

const USAGE = `usage: render ${INTENTS.map(({ name }) => name).join(
  '|',
)} FILE.yaml`;

/** The problems of an intent that cannot even be read are of the same kind. */
function readAndBuild(kind: IntentKind, text: string): Rendered {
  try {
    const result = kind.build(readYaml(text) ?? {});
    if ('built' in result) return result;
    return {
      problems: result.problems.map(
        ({ field, message }) => `${field}: ${message}`,
      ),
    };
  } catch (error) {
    if (!(error instanceof UnreadableYamlError)) throw error;
    return { problems: [`intent: ${error.message}, correct the YAML`] };
  }
}

/** Prints the definitions of an intent, or what is wrong with it, a line each. */
function render(name: string | undefined, file: string | undefined): number {
  if (!name || !file) throw new InputProblem(USAGE);
  const kind = intentKindOf(name);
  if (!kind) throw new InputProblem(`${name}: no such intent, ${USAGE}`);
  const rendered = readAndBuild(kind, readText(file));
  if ('built' in rendered) {
    const { built } = rendered;
    process.stdout.write(renderManifests(built.objects) + besideText(built));
    return 0;
  }
  for (const problem of rendered.problems) {
    process.stderr.write(`${problem}\n`);
  }
  return 1;
}

runCommand(() => render(process.argv[2], process.argv[3]));
