import FormHelperText from '@material-ui/core/FormHelperText';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { Reading } from '../ClusterSource/Reading';
import { SourceNotice } from '../ClusterSource/SourceNotice';
import { NamespacesInput } from './NamespacesInput';
import { RestartInput } from './RestartInput';
import { namespaceText, parseNamespace } from './UpgradeWave';
import type { upgradeWaveFieldSchema } from './upgradeWaveFieldSchema';
import { useFilledIn, useWave } from './useWave';
import { WaveNotes } from './WaveNotes';
import { movable, planOfForm } from './wavePlan';
import { restartProblem, waveProblem, waveShape } from './waveProblems';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(1) },
}));

type Props = typeof upgradeWaveFieldSchema.TProps;

/** Chooses what moves by a step of an upgrade, and lists what is restarted for it. */
export function IstioUpgradeWaveField(props: Props) {
  const { formData: value = {}, onChange, schema, uiSchema } = props;
  const { step = 'move', clusterField } = uiSchema['ui:options'] ?? {};
  const id = props.idSchema.$id;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const classes = useStyles();
  const plan = planOfForm(props.formContext?.formData, step, clusterField);
  const wave = useWave(plan, value);
  const { sources, inventory, workloads, planes } = wave;
  const { isOwn, setIsOwn } = useFilledIn(plan, value, wave, onChange);
  const disabled = props.disabled || props.readonly;
  const cluster = plan.cluster ?? '';
  const optionText = (name: string) => {
    const here = inventory?.workloads.filter(one => one.namespace === name);
    return t('wave.option', { name, count: here?.length ?? 0 });
  };
  return (
    <div className={classes.root} role="group" aria-label={schema.title}>
      {schema.title && <Typography variant="h6">{schema.title}</Typography>}
      {schema.description && (
        <FormHelperText>{schema.description}</FormHelperText>
      )}
      <NamespacesInput
        id={`${id}_namespaces`}
        label={step === 'move' ? t('wave.namespaces') : t('wave.first')}
        value={(value.namespaces ?? []).map(namespaceText)}
        options={movable(plan, inventory).map(({ name }) => name)}
        optionText={optionText}
        problem={
          inventory ? waveProblem(t, value, inventory) : waveShape(t, value)
        }
        hint={t('wave.namespacesHint')}
        required={step === 'move' && (props.required ?? false)}
        disabled={disabled}
        onChange={texts => {
          setIsOwn(false);
          onChange({ ...value, namespaces: texts.map(parseNamespace) });
        }}
      />
      <WaveNotes {...{ plan, inventory, workloads, planes }} />
      <RestartInput
        id={`${id}_restart`}
        value={value.restart}
        isOwn={isOwn}
        problem={restartProblem(t, value, step)}
        disabled={disabled}
        onChange={(restart, own) => {
          setIsOwn(own);
          onChange({ ...value, restart });
        }}
      />
      {!cluster && <FormHelperText>{t('pick.noCluster')}</FormHelperText>}
      <Reading
        sources={[
          [sources.clusters, t('read.clusters')],
          [sources.inventory, t('read.holds', { cluster })],
          [workloads, t('read.wave')],
          [planes, t('read.planes', { cluster })],
        ]}
      />
      <SourceNotice {...sources} brief />
    </div>
  );
}
