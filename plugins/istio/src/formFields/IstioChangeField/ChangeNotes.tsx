import FormHelperText from '@material-ui/core/FormHelperText';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ProposedDefinitions } from '@meshwright/backstage-plugin-istio-common';
import { Notice } from '../../components/Notice/Notice';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { ReadState } from '../useRead';

const SHOWN = 6;

function namesOf(objects: NonNullable<ProposedDefinitions['live']>): string {
  return objects
    .slice(0, SHOWN)
    .map(
      ({ kind, namespace, name }) =>
        `${kind} ${namespace ? `${namespace}/` : ''}${name}`,
    )
    .join(', ');
}

/** What is to be known of the chosen change. */
export function ChosenNotes({ chosen }: { chosen: ProposedDefinitions }) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { cluster, entityRef, intent, live } = chosen;
  const rest = (live?.length ?? 0) - SHOWN;
  return (
    <>
      {live && live.length > 0 && (
        <FormHelperText>
          {t('change.live', {
            cluster,
            objects: `${namesOf(live)}${
              rest > 0 ? ` ${t('change.more', { rest: String(rest) })}` : ''
            }`,
          })}
        </FormHelperText>
      )}
      {live?.length === 0 && (
        <FormHelperText>{t('change.notLive', { cluster })}</FormHelperText>
      )}
      {entityRef && (
        <FormHelperText>
          {t('change.entity', { entity: entityRef })}
        </FormHelperText>
      )}
      {!intent && (
        <Notice tone="unknown" shape="unknown">
          {t('change.noIntent')}
        </Notice>
      )}
    </>
  );
}

/** Why there is nothing to choose from; the intent is given by hand then. */
export function SourceNotes(props: {
  cluster: string | undefined;
  source: ReadState<unknown>;
  isEmpty: boolean;
}) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { cluster, source, isEmpty } = props;
  if (source.state === 'forbidden') {
    return (
      <Notice tone="unknown" shape="forbidden">
        {t('change.forbidden')}
      </Notice>
    );
  }
  if (source.state === 'failed') {
    return (
      <Notice tone="unknown" shape="unreachable">
        {t('change.silent', { message: source.reason })}
      </Notice>
    );
  }
  if (!cluster) return <FormHelperText>{t('change.noCluster')}</FormHelperText>;
  return isEmpty ? (
    <FormHelperText>{t('change.none', { cluster })}</FormHelperText>
  ) : null;
}
