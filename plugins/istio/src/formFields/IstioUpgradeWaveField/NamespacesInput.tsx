import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { useInputStyles } from '../ClusterSource/useInputStyles';

interface NamespacesInputProps {
  id: string;
  label: string;
  /** `shop`, or `shop:shop-namespace.yaml`. */
  value: readonly string[];
  /** What can be chosen; other names can be typed all the same. */
  options: readonly string[];
  optionText: (option: string) => string;
  problem?: string;
  hint: string;
  required: boolean;
  disabled?: boolean;
  onChange: (value: string[]) => void;
}

/** Chooses several namespaces, or takes those that are typed. */
export function NamespacesInput(props: NamespacesInputProps) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const classes = useInputStyles();
  const [open, setOpen] = useState(false);
  const { value, problem } = props;
  return (
    <Autocomplete
      id={props.id}
      multiple
      freeSolo
      // What was typed counts when the input is left, too.
      autoSelect
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      // The combobox is the input, as ARIA 1.2 wants it, and not what is around it.
      role={undefined}
      aria-expanded={undefined}
      aria-owns={undefined}
      forcePopupIcon={props.options.length > 0}
      filterSelectedOptions
      openText={t('pick.show')}
      closeText={t('pick.hide')}
      clearText={t('pick.clear')}
      disabled={props.disabled}
      options={[...props.options]}
      getOptionLabel={option => option}
      renderOption={option => props.optionText(option)}
      value={[...value]}
      onChange={(_, chosen) =>
        props.onChange([
          ...new Set(chosen.map(text => text.trim()).filter(Boolean)),
        ])
      }
      renderInput={params => (
        <TextField
          {...params}
          className={classes.input}
          label={props.label}
          variant="outlined"
          margin="dense"
          required={props.required}
          error={Boolean(problem)}
          helperText={problem ?? props.hint}
          inputProps={{
            ...params.inputProps,
            role: 'combobox',
            'aria-expanded': open,
            // The browser looks at what is being typed, not at what was chosen.
            required: props.required && value.length === 0,
          }}
        />
      )}
    />
  );
}
