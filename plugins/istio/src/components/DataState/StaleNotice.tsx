import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { listText } from '../../text/listText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';
import { confirmedSince } from './ageOf';
import type { KnownClusters } from './KnownClusters';

/** Which cluster is silent, since when, and that the values may be old. */
export function StaleNotice({ status }: { status: KnownClusters }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { duration, moment } = useTimeText();
  const now = useNow();
  const stale = status.clusters.filter(c => c.state === 'stale');
  const since = confirmedSince(stale) ?? stale[0]?.since;
  if (!since) return null;
  return (
    <Notice tone="warning" shape="stale">
      {t('state.stale.text', {
        clusters: listText(stale.map(c => c.cluster)),
        time: moment(since, now),
        duration: duration(now.getTime() - Date.parse(since)),
      })}
    </Notice>
  );
}
