import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { useInputStyles } from './useInputStyles';

/** A list is read, not only painted: more take seconds to open. */
const MOST = 100;
/** Stands for what is not listed; no name in a cluster looks like this. */
const REST = '…';

/** As many as a list shows, and that there are more. */
function firstOf(options: string[]): string[] {
  return options.length > MOST ? [...options.slice(0, MOST), REST] : options;
}

interface ChoiceInputProps {
  id: string;
  label: string;
  value: string;
  /** What can be chosen; other text can be typed all the same. */
  options: readonly string[];
  /** Readable form of an option. */
  optionText?: (option: string) => string;
  problem?: string;
  /** True unless it may stay empty. */
  required?: boolean;
  disabled?: boolean;
  loading?: boolean;
  onChange: (value: string) => void;
}

/**
 * Chooses from what the cluster holds, or takes what is typed: the cluster may
 * be silent, and a wrong name gets a sentence rather than a locked door.
 */
export function ChoiceInput(props: ChoiceInputProps) {
  const { id, label, value, options, optionText, problem, disabled } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const classes = useInputStyles();
  const [open, setOpen] = useState(false);
  return (
    <Autocomplete
      id={id}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      // The combobox is the input, as ARIA 1.2 wants it, and not what is around it.
      role={undefined}
      aria-expanded={undefined}
      aria-owns={undefined}
      freeSolo
      // So that it is seen that there is something to choose from.
      forcePopupIcon={options.length > 0}
      openText={t('pick.show')}
      closeText={t('pick.hide')}
      clearText={t('pick.clear')}
      openOnFocus
      disabled={disabled}
      loading={props.loading}
      options={[...options]}
      getOptionLabel={option => option}
      renderOption={option =>
        option === REST ? t('pick.rest') : optionText?.(option) ?? option
      }
      // All of them, while the text is one of them: to change is to see the
      // rest, unless that would be so many that this one is not among them. The
      // text that the library hands on is empty while it is the value, always.
      filterOptions={all =>
        firstOf(
          all.includes(value) && all.length <= MOST
            ? all
            : all.filter(option => option.includes(value)),
        )
      }
      getOptionDisabled={option => option === REST}
      value={value || null}
      inputValue={value}
      onInputChange={(_, text, reason) => {
        if (reason === 'input' || reason === 'clear') props.onChange(text);
      }}
      onChange={(_, option) => props.onChange(option ?? '')}
      renderInput={params => (
        <TextField
          {...params}
          className={classes.input}
          label={label}
          variant="outlined"
          margin="dense"
          required={props.required ?? true}
          error={Boolean(problem)}
          helperText={problem}
          inputProps={{
            ...params.inputProps,
            role: 'combobox',
            'aria-expanded': open,
          }}
        />
      )}
    />
  );
}
