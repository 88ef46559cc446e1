import { shellText } from './shellText';
import type { VaultWrites } from './vaultWrites';

type Method = NonNullable<VaultWrites['authMethod']>;

/**
 * Whether the method is mounted: asked with --force too, as a mount cannot be
 * made twice.
 *
 * @internal
 */
export function checkMount({ mount }: Method): string {
  return `write_mount=1
mounts=$(vault auth list -format=json </dev/null) || {
  echo 'Vault does not tell which auth methods there are, so nothing was written.' >&2
  exit 3
}
case "$(printf '%s' "$mounts" | tr -d '[:space:]')" in
  *${shellText(`"${mount}/":{`)}*) write_mount= ;;
esac
`;
}

/** Mounts the method where it is not. @internal */
export function writeMount({ mount }: Method): string {
  return `if [ -n "$write_mount" ]; then
vault auth enable -path=${shellText(mount)} kubernetes </dev/null
fi
`;
}

/** The token of a reviewer is the one thing that stands in no repository. @internal */
export function checkReviewer({ reviewerToken }: Method): string[] {
  return reviewerToken
    ? [
        `if [ -n "$write_config" ] && [ ! -r "\${REVIEWER_JWT_FILE:-}" ]; then
  echo 'REVIEWER_JWT_FILE must name a file with the token of a ServiceAccount that may review tokens (ClusterRole system:auth-delegator); nothing was written.' >&2
  exit 64
fi
`,
      ]
    : [];
}

/** Words of the command that configures, after its input. @internal */
export function reviewerWords({ reviewerToken }: Method): string[] {
  return reviewerToken ? ['token_reviewer_jwt=@"$REVIEWER_JWT_FILE"'] : [];
}
