import type { ReactNode } from 'react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Fact, NextStep } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useMeshHref, VIEW_OF_FACT } from '../../hooks/useMeshHref';
import { useTimeText } from '../../hooks/useTimeText';
import { useEntityStrictStep } from '../../steps/useEntityStrictStep';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DataStateAction } from '../DataState/DataStateAction';
import type { DataStateInputs } from '../DataState/DataStateProps';
import { LateNotice } from '../DataState/LateNotice';
import { NextStepButton } from '../NextStep/NextStepButton';
import { leadingFact } from './leadingFact';
import { offeredStep } from './offeredStep';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flex: 1,
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    minHeight: 36,
    minWidth: 0,
  },
  note: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 3,
    overflow: 'hidden',
    fontSize: '0.75rem',
    lineHeight: 1.4,
    color: textColours(theme).quiet,
  },
}));

interface CardFooterProps extends DataStateInputs {
  entityName: string;
  onRefresh: (clusters: readonly string[]) => Promise<void>;
}

/** One remark and at most one button: the next step of the leading fact. */
export function CardFooter(props: CardFooterProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { view, status, entityName } = props;
  if (view === 'loading')
    return <FooterLine note={<LateNotice {...props} />} />;
  if (view !== 'ready' && view !== 'partial') {
    return (
      <DataStateAction {...props}>
        {(note, button) => <FooterLine note={note} button={button} />}
      </DataStateAction>
    );
  }
  const fact = leadingFact(status);
  if (fact) return <LeadingFooter {...props} fact={fact} />;
  const offer = offeredStep(status);
  return offer ? (
    <OfferFooter {...props} step={offer.step} factId={offer.id} />
  ) : (
    <FooterLine note={t('card.nothingToDo', { entity: entityName })} />
  );
}

function LeadingFooter(props: CardFooterProps & { fact: Fact }) {
  const { fact, entityRef, status } = props;
  const strictStep = useEntityStrictStep(status);
  const href = useMeshHref(entityRef);
  const deadline = useDeadline(fact);
  const step = fact.action ??
    (fact.id === 'mtls' ? strictStep : undefined) ?? {
      title: '',
      detail: fact.why.summary,
    };
  return (
    <FooterLine
      note={deadline ?? step.detail}
      button={
        <NextStepButton step={step} detailsHref={href(VIEW_OF_FACT[fact.id])} />
      }
    />
  );
}

/** Nothing is wrong, but something can be done: the button is an offer. */
function OfferFooter(
  props: CardFooterProps & { step: NextStep; factId: Fact['id'] },
) {
  const { step, factId, entityRef } = props;
  const href = useMeshHref(entityRef);
  return (
    <FooterLine
      note={step.detail}
      button={
        <NextStepButton
          step={step}
          detailsHref={href(VIEW_OF_FACT[factId])}
          variant="outlined"
        />
      }
    />
  );
}

function useDeadline(fact: Fact): string | undefined {
  const { t } = useTranslationRef(istioTranslationRef);
  const { moment, duration } = useTimeText();
  const now = useNow();
  if (!fact.deadline) return undefined;
  const date = moment(fact.deadline, now);
  const left = Date.parse(fact.deadline) - now.getTime();
  if (left <= 0) return t('card.expired', { date });
  const values = { date, duration: duration(left) };
  return fact.id === 'certificates'
    ? t('card.expires', values)
    : t('card.due', values);
}

function FooterLine(props: { note: ReactNode; button?: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <div className={classes.note}>{props.note}</div>
      {props.button}
    </div>
  );
}
