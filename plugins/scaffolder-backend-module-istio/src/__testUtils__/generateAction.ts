import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { intentKindOf } from '@meshwright/backstage-plugin-istio-common';
import { createGenerateAction } from '../actions/generateIntent';
import type { IstioBackend } from '../backend/IstioBackend';
import { cart, giftCards } from './cartEntity';

/** The action of a kind, with the entities of the shop in the catalog. */
export function generateAction(
  kind: string,
  backend: IstioBackend,
  config: JsonObject = {},
) {
  const known = intentKindOf(kind);
  if (!known) throw new Error(`no intent ${kind}`);
  const catalog = catalogServiceMock({ entities: [cart, giftCards] });
  return createGenerateAction(known, {
    ...{ backend, catalog },
    config: new ConfigReader(config),
  });
}
