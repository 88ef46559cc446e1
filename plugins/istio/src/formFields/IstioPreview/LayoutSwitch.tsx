import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';

const useStyles = makeStyles({ button: { textTransform: 'none' } });

const LAYOUTS = ['side-by-side', 'unified'] as const;

interface LayoutSwitchProps {
  layout: (typeof LAYOUTS)[number];
  onChange: (layout: (typeof LAYOUTS)[number]) => void;
}

/** Two texts beside each other, or one below the other. */
export function LayoutSwitch({ layout, onChange }: LayoutSwitchProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  return (
    <ButtonGroup size="small" aria-label={t('preview.layout')}>
      {LAYOUTS.map(item => (
        <Button
          key={item}
          variant={item === layout ? 'contained' : 'outlined'}
          disableElevation
          className={classes.button}
          aria-pressed={item === layout}
          onClick={() => onChange(item)}
        >
          {t(item === 'unified' ? 'preview.unified' : 'preview.sideBySide')}
        </Button>
      ))}
    </ButtonGroup>
  );
}
