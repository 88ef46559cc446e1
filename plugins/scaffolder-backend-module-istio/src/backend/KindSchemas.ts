import type { KindSchema } from '../schema/KindSchema';
import type { Answer, CallOptions } from './IstioBackend';

/** Which schema is asked for; the group is empty for the core. @internal */
export interface KindQuestion {
  cluster: string;
  group: string;
  version: string;
  kind: string;
}

/** A schema, or that the cluster does not serve the kind. @internal */
export type KindSchemaAnswer =
  | ({ served: true } & KindSchema)
  | { served: false };

/** Who hands out the schemas of clusters. @internal */
export interface KindSchemas {
  kindSchema(
    question: KindQuestion,
    options: CallOptions,
  ): Promise<Answer<KindSchemaAnswer>>;
}
