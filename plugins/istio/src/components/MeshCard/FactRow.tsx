import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EntityStatus,
  Fact,
} from '@meshwright/backstage-plugin-istio-common';
import { useMeshHref, VIEW_OF_FACT } from '../../hooks/useMeshHref';
import { markLowerBound } from '../../text/markLowerBound';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { LinkedText } from '../LinkedText/LinkedText';
import { StateWord } from '../StateWord/StateWord';
import { FactOrigin } from './FactOrigin';
import { useFactRowStyles } from './factRowStyles';
import { WhyTooltip } from '../WhyTooltip/WhyTooltip';
import { factTargets } from './factTargets';

interface FactRowProps {
  fact: Fact;
  status: EntityStatus;
  /** Whether this is the fact that matters now. */
  leads: boolean;
}

/**
 * One fact: word, shape, detail, then where it comes from. The label is a link
 * over the whole row; hovering or focusing it says why.
 */
export function FactRow({ fact, status, leads }: FactRowProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useFactRowStyles();
  const href = useMeshHref(status.entityRef);
  const label = t(`facts.${fact.id}`);
  const whyId = `meshwright-why-${fact.id}`;
  const bound = (text: string) =>
    fact.lowerBound ? markLowerBound(text) : text;
  return (
    <WhyTooltip text={fact.why.summary}>
      <li className={`${classes.row} ${leads ? leadClass(fact, classes) : ''}`}>
        <Link
          to={href(VIEW_OF_FACT[fact.id])}
          className={classes.label}
          aria-describedby={whyId}
        >
          {label}
        </Link>
        <div className={classes.facts}>
          <StateWord
            className={classes.word}
            word={bound(fact.word)}
            tone={fact.stale ? 'neutral' : fact.tone}
            shape={fact.stale ? 'stale' : undefined}
          />
          <span>
            <LinkedText
              text={bound(fact.text)}
              targets={factTargets(fact, status)}
            />
            <FactOrigin
              fact={fact}
              status={status}
              leads={leads}
              className={`${classes.origin} ${fact.text ? classes.beside : ''}`}
            />
          </span>
        </div>
        <ChevronRightIcon className={classes.chevron} aria-hidden="true" />
        <span id={whyId} hidden>
          {fact.why.summary}
        </span>
      </li>
    </WhyTooltip>
  );
}

function leadClass(
  fact: Fact,
  classes: ReturnType<typeof useFactRowStyles>,
): string {
  if (fact.tone === 'error') return classes.leaderror;
  return fact.tone === 'warning' ? classes.leadwarning : classes.leadinfo;
}
