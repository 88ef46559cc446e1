import { useCallback } from 'react';
import Button from '@material-ui/core/Button';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioApiRef } from '../../api/IstioApi';
import { StateWord } from '../../components/StateWord/StateWord';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { useInputStyles } from '../ClusterSource/useInputStyles';
import { useRead } from '../useRead';
import { stoppingSentences, type HostCheck } from './HostCheck';
import { HostCheckAge } from './HostCheckAge';
import { HostCheckPanel } from './HostCheckPanel';
import type { hostFieldSchema } from './hostFieldSchema';
import { proposeHost, usableZones } from './ingressInput';
import { readIngressForm } from './readIngressForm';
import { useHostCheck } from './useHostCheck';
import { useHostWord } from './useHostWord';
import { useProposedHost } from './useProposedHost';

type Props = typeof hostFieldSchema.TProps;

/** Takes a host and says while it is typed whether it can be had. */
export function IstioHostField(props: Props) {
  const classes = useInputStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { formData: host = '', onChange, schema, uiSchema } = props;
  const form = readIngressForm(
    props.formContext?.formData,
    uiSchema['ui:options'],
  );
  const api = useApi(istioApiRef);
  const zones = useRead(
    useCallback(
      (signal: AbortSignal) => api.getExposureZones({ signal }),
      [api],
    ),
  );
  const known = zones.state === 'ready' ? zones.value : [];
  const check = useHostCheck(host, form);
  const proposed = useProposedHost(
    form && proposeHost(form.target, known),
    !form || zones.state !== 'loading',
    host,
    onChange,
  );
  const id = props.idSchema.$id;
  const invalid =
    stoppingSentences(check).length > 0 || props.rawErrors.length > 0;
  const domains = (form ? usableZones(form.target, known) : known)
    .map(({ domain }) => domain)
    .join(', ');

  return (
    <div>
      <TextField
        id={id}
        className={classes.input}
        label={schema.title ?? t('host.label')}
        variant="outlined"
        margin="dense"
        fullWidth
        required={props.required}
        disabled={props.disabled || props.readonly}
        value={host}
        error={invalid}
        helperText={
          schema.description ??
          (domains ? t('host.hintZones', { domains }) : t('host.hintNone'))
        }
        // What may be typed is no error; what is wrong stands below.
        FormHelperTextProps={{ error: false }}
        onFocus={proposed.onEnter}
        onBlur={proposed.onLeave}
        onChange={event =>
          onChange(event.target.value.trim().toLocaleLowerCase('en-US'))
        }
        inputProps={{
          'aria-describedby': `${id}-check ${id}-helper-text`,
          'aria-invalid': invalid,
          'aria-busy': proposed.busy,
          readOnly: proposed.busy,
          autoComplete: 'off',
          spellCheck: false,
        }}
        InputProps={{
          endAdornment: (
            <InputAdornment position="end">
              {proposed.busy ? (
                <StateWord
                  word={t('host.proposing')}
                  tone="neutral"
                  shape="renewing"
                />
              ) : (
                <CheckMark check={check} />
              )}
            </InputAdornment>
          ),
        }}
      />
      {proposed.offer && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => onChange(proposed.offer)}
        >
          {t('host.useProposal', { host: proposed.offer })}
        </Button>
      )}
      <div id={`${id}-check`} role="status" aria-live="polite">
        <HostCheckPanel
          check={check}
          host={host}
          cluster={form?.target.cluster ?? ''}
          onUse={onChange}
        />
      </div>
      {/* Apart from what is read out when it changes: it grows older. */}
      <HostCheckAge check={check} />
    </div>
  );
}

/** The verdict in a word, inside the input. */
function CheckMark({ check }: { check: HostCheck }) {
  const word = useHostWord(check);
  return word ? <StateWord {...word} /> : null;
}
