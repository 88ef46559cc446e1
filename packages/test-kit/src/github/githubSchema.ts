import { buildSchema, type GraphQLSchema } from 'graphql';
import { nativeImport } from '../nativeImport';

let schema: Promise<GraphQLSchema> | undefined;

async function load(): Promise<GraphQLSchema> {
  // As the package's own types have it; an ES module, imported by name.
  const published = (await nativeImport('@octokit/graphql-schema')) as {
    schema: { idl: string };
  };
  // It is GitHub's own: checking it again takes seconds.
  return buildSchema(published.schema.idl, { assumeValid: true });
}

/** The schema that GitHub publishes, parsed once per process. */
export function githubSchema(): Promise<GraphQLSchema> {
  schema ??= load();
  return schema;
}
