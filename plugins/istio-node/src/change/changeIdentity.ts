import { createHash } from 'node:crypto';
import { parseEntityRef } from '@backstage/catalog-model';

/** What makes two runs the same change. @public */
export interface ChangeIdentity {
  /** Entity ref or name of the template. */
  template: string;
  /** The entity that the change is for; none for a whole cluster or mesh. */
  entityRef?: string;
  /** What tells it from other changes of that entity: "eu-1-ingress-cart". */
  intent: string;
}

const SLUG_LENGTH = 60;

/** Stands where the entity would, for a change that is for none. */
const NO_ENTITY = 'mesh';

function slug(text: string): string {
  const plain = text
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (plain === text && plain.length <= SLUG_LENGTH) return plain;
  // What was lost on the way stays in the hash, so that two texts stay two.
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const head = plain.slice(0, SLUG_LENGTH - 9).replace(/-+$/, '');
  return head ? `${head}-${hash}` : hash;
}

/** The name of an entity, or the whole ref where the name alone could mean another. */
function entitySlug(ref: string, defaultKind: string): string {
  const { kind, namespace, name } = parseEntityRef(ref, { defaultKind });
  const usual =
    namespace.toLocaleLowerCase('en-US') === 'default' &&
    kind.toLocaleLowerCase('en-US') === defaultKind;
  return slug(usual ? name : `${kind}:${namespace}/${name}`);
}

/**
 * The id of a change, `<template>/<entity>/<intent>`: the same for every run
 * of the same request.
 *
 * @public
 */
export function changeId(identity: ChangeIdentity): string {
  return [
    entitySlug(identity.template, 'template'),
    identity.entityRef
      ? entitySlug(identity.entityRef, 'component')
      : NO_ENTITY,
    slug(identity.intent),
  ].join('/');
}

/**
 * The branch of a change. Every pull request has a branch of its own: after one
 * was merged or closed, the next round is the second, and so on.
 *
 * @public
 */
export function changeBranch(identity: ChangeIdentity, round = 1): string {
  const branch = `meshwright/${changeId(identity)}`;
  return round === 1 ? branch : `${branch}-${round}`;
}
