import {
  buildIngress,
  type BuiltDefinitions,
  ingressIntentSchema,
  intentProblems,
  readYaml,
  renderManifests,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';
import { InputProblem, readText, runCommand } from './readJson';

type Rendered = { built: BuiltDefinitions } | { problems: string[] };

const INTENTS: Record<string, (value: unknown) => Rendered> = {
  ingress(value) {
    const result = ingressIntentSchema.safeParse(value);
    if (result.success) return { built: buildIngress(result.data) };
    return {
      problems: intentProblems(result.error).map(
        ({ field, message }) => `${field}: ${message}`,
      ),
    };
  },
};

const USAGE = `usage: render ${Object.keys(INTENTS).join('|')} FILE.yaml`;

/** The problems of an intent that cannot even be read are of the same kind. */
function readAndBuild(name: string, text: string): Rendered {
  try {
    return INTENTS[name](readYaml(text) ?? {});
  } catch (error) {
    if (!(error instanceof UnreadableYamlError)) throw error;
    return { problems: [`intent: ${error.message}, correct the YAML`] };
  }
}

/** Prints the definitions of an intent, or what is wrong with it, a line each. */
function render(name: string | undefined, file: string | undefined): number {
  if (!name || !file) throw new InputProblem(USAGE);
  if (!Object.hasOwn(INTENTS, name)) {
    throw new InputProblem(`${name}: no such intent, ${USAGE}`);
  }
  const rendered = readAndBuild(name, readText(file));
  if ('built' in rendered) {
    process.stdout.write(renderManifests(rendered.built.objects));
    return 0;
  }
  for (const problem of rendered.problems) {
    process.stderr.write(`${problem}\n`);
  }
  return 1;
}

runCommand(() => render(process.argv[2], process.argv[3]));
