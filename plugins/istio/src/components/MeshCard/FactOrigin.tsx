import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EntityStatus,
  Fact,
} from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { templateHref } from '../../links/templateHref';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { confirmedSince } from '../DataState/ageOf';
import { InlineLink } from '../LinkedText/InlineLink';
import { LinkedText } from '../LinkedText/LinkedText';
import { exposedUrls, factTargets } from './factTargets';

interface FactOriginProps {
  fact: Fact;
  status: EntityStatus;
  leads: boolean;
  className: string;
}

/** The second line of a fact: where it comes from, its age, where it is exposed. */
export function FactOrigin(props: FactOriginProps) {
  const { fact, status, leads, className } = props;
  const targets = factTargets(fact, status);
  return (
    <span className={className}>
      <LinkedText text={fact.origin} targets={targets} />
      <StaleSince fact={fact} status={status} />
      <ExposedAt fact={fact} status={status} />
      {!leads && status.leading && <QuietStep fact={fact} />}
    </span>
  );
}

function StaleSince({
  fact,
  status,
}: Pick<FactOriginProps, 'fact' | 'status'>) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { moment } = useTimeText();
  const now = useNow();
  const since = fact.stale ? confirmedSince(status.clusters) : undefined;
  if (!since) return null;
  const text = t('card.asOf', { time: moment(since, now) });
  return <>{fact.origin ? `, ${text}` : text}</>;
}

function ExposedAt({ fact, status }: Pick<FactOriginProps, 'fact' | 'status'>) {
  const { t } = useTranslationRef(istioTranslationRef);
  const urls = exposedUrls(status);
  const said = urls.some(
    url => fact.text.includes(url) || fact.origin.includes(url),
  );
  if (fact.id !== 'certificates' || isWrong(fact)) return null;
  if (urls.length === 0 || said) return null;
  const rest = urls.length - 1;
  return (
    <>
      {fact.origin && ' · '}
      {t('card.exposedAt')} <InlineLink to={urls[0]}>{urls[0]}</InlineLink>
      {rest > 0 && ` ${t('card.exposedMore', { count: rest })}`}
    </>
  );
}

/**
 * What could be done though nothing is wrong with this fact, such as exposing
 * the service. Where no fact leads, the footer offers it instead.
 */
function QuietStep({ fact }: { fact: Fact }) {
  if (isWrong(fact) || !fact.action?.template) return null;
  return (
    <>
      {fact.origin && ' · '}
      <InlineLink to={templateHref(fact.action.template)}>
        {fact.action.title}
      </InlineLink>
    </>
  );
}

function isWrong({ tone }: Fact): boolean {
  return tone === 'warning' || tone === 'error';
}
