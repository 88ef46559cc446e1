import Button, { type ButtonProps } from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { NextStep } from '@meshwright/backstage-plugin-istio-common';
import { useCopy } from '../../hooks/useCopy';
import { templateHref } from '../../links/templateHref';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { WhyTooltip } from '../WhyTooltip/WhyTooltip';

const useStyles = makeStyles({
  button: {
    flexShrink: 0,
    textTransform: 'none',
    fontWeight: 600,
    lineHeight: 1.35,
    textAlign: 'center',
    // A link in the body would underline the words of a button on hover.
    '&:hover': { textDecoration: 'none' },
  },
});

interface NextStepButtonProps {
  step: NextStep;
  /** Where to read more, for a step that neither a template nor a command does. */
  detailsHref: string;
  variant?: ButtonProps['variant'];
  size?: ButtonProps['size'];
}

/** The one thing to do: a prefilled template, else a command, else the details. */
export function NextStepButton(props: NextStepButtonProps) {
  const { step, detailsHref, variant = 'contained', size } = props;
  const { t } = useTranslationRef(istioTranslationRef);
  const { copied, copy } = useCopy();
  const classes = useStyles();
  const common = {
    className: classes.button,
    variant,
    size,
    color: 'primary',
    disableElevation: true,
  } as const;
  if (!step.template && step.command) {
    const { command } = step;
    return (
      <WhyTooltip text={command}>
        <Button {...common} onClick={() => copy(command)}>
          {copied ? t('state.noAnnotation.copied') : t('card.copyCommand')}
        </Button>
      </WhyTooltip>
    );
  }
  const to = step.template ? templateHref(step.template) : detailsHref;
  return (
    <WhyTooltip text={step.detail}>
      <LinkButton {...common} to={to}>
        {step.template ? step.title : t('card.seeDetails')}
      </LinkButton>
    </WhyTooltip>
  );
}
