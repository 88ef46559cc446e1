import type { ReactElement } from 'react';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles, type Theme } from '@material-ui/core/styles';

const useStyles = makeStyles((theme: Theme) => {
  const { common, getContrastText, grey, type } = theme.palette;
  const background = type === 'dark' ? common.white : grey[900];
  return {
    // Opaque and large enough to be read: it holds a sentence, not a label.
    tooltip: {
      maxWidth: 420,
      padding: theme.spacing(1, 1.5),
      background,
      color: getContrastText(background),
      font: 'inherit',
      fontSize: '0.8125rem',
      lineHeight: 1.45,
    },
    arrow: { color: background },
  };
});

interface WhyTooltipProps {
  text: string;
  children: ReactElement;
}

/** A sentence on hover and on focus of what it explains. */
export function WhyTooltip({ text, children }: WhyTooltipProps) {
  const classes = useStyles();
  return (
    // Inside an element, so that the browser shows no second tooltip of its own.
    <Tooltip arrow classes={classes} title={<span>{text}</span>}>
      {children}
    </Tooltip>
  );
}
