import type { JwtIntent } from '../../build/jwt/jwtIntent';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { type OfflineChangeCheck, ofKind } from '../changeCheck';

/**
 * An issuer signs tokens for many applications. Where no audience is asked
 * for, each of these may call on behalf of its users.
 *
 * @internal
 */
export const audienceIsNamed: OfflineChangeCheck = {
  id: 'audience-is-named',
  title: 'audiences of the tokens',
  concerns: ({ kind }) => kind === 'jwt',
  run({ intent }) {
    // An intent of kind jwt has passed its schema.
    const { issuer } = intent as unknown as JwtIntent;
    if (issuer.audiences.length > 0) return [];
    return [
      {
        ...ofKind(CHANGE_CODES.audienceUnchecked),
        field: 'issuer.audiences',
        cause: `Every token of ${issuer.url} passes, one that it gave for another application too.`,
        fix: 'Name the audiences that tokens for these hosts have (claim aud).',
      },
    ];
  },
};
