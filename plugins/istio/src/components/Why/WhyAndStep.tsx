import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { NextStep, Why } from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CodeBlock } from '../CodeBlock/CodeBlock';
import { NextStepButton } from '../NextStep/NextStepButton';
import { ConsideredList } from './ConsideredList';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    '& h4': { margin: 0, fontSize: '0.8125rem', fontWeight: 600 },
    '& p': { margin: 0, overflowWrap: 'anywhere' },
  },
}));

interface WhyAndStepProps {
  why: Why;
  step?: NextStep;
}

/** Why in one sentence, the objects behind it, and the one thing to do. */
export function WhyAndStep({ why, step }: WhyAndStepProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <h4>{t('tab.why')}</h4>
      <p>{why.summary}</p>
      {why.considered.length > 0 && (
        <ConsideredList considered={why.considered} />
      )}
      {step && (
        <>
          <h4>{t('tab.oneThing')}</h4>
          <p>{step.detail}</p>
          {step.template && (
            <div>
              <NextStepButton step={step} size="small" detailsHref="" />
            </div>
          )}
          {step.command && <CodeBlock text={step.command} />}
        </>
      )}
    </div>
  );
}
