import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { LabelsInput } from '../ClusterSource/LabelsInput';
import { LivePicker } from '../ClusterSource/LivePicker';
import {
  inventoryOf,
  useClusterSources,
} from '../ClusterSource/useClusterSources';
import { useInputStyles } from '../ClusterSource/useInputStyles';
import { useTypedText } from '../ClusterSource/useTypedText';
import { withoutBlanks } from '../ClusterSource/withoutBlanks';
import { namespaceOfForm } from '../IstioIssuerField/namespaceOfForm';
import type { podPortsFieldSchema } from './podPortsFieldSchema';
import { parsePorts, type PodPorts, portsText, workloadsAt } from './PodPorts';

/** Ports come from Services, too; without them they are typed. */
const RESOURCES = ['deployments.apps', 'services'] as const;

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(0.5) },
}));

type Props = typeof podPortsFieldSchema.TProps;

/** Chooses a workload of a namespace; labels and ports of its pods come with it. */
export function IstioPodPortsField(props: Props) {
  const { formData: value = {}, onChange, schema, uiSchema } = props;
  const id = props.idSchema.$id;
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { clusterField, namespaceField } = uiSchema['ui:options'] ?? {};
  const form = props.formContext?.formData;
  const cluster = clusterOfForm(form, clusterField);
  const namespace = namespaceOfForm(form, namespaceField);
  const sources = useClusterSources(cluster, RESOURCES);
  const workloads = workloadsAt(inventoryOf(sources), namespace);
  const disabled = props.disabled || props.readonly;
  const write = (change: PodPorts) =>
    onChange(withoutBlanks({ ...value, ...change }));
  return (
    <div className={classes.root} role="group" aria-label={schema.title}>
      <LivePicker
        id={`${id}_name`}
        label={schema.title ?? t('pick.workload')}
        description={schema.description}
        text={value.name ?? ''}
        options={workloads.map(({ name }) => name)}
        disabled={disabled}
        required
        cluster={cluster}
        sources={sources}
        onText={name => {
          const found = workloads.find(workload => workload.name === name);
          // Ports that Services lead to; without any, those that were typed stay.
          write(
            found
              ? {
                  name,
                  labels: found.labels,
                  ports: found.ports ?? value.ports,
                }
              : { name },
          );
        }}
      />
      <LabelsInput
        id={`${id}_labels`}
        labels={value.labels}
        disabled={disabled}
        onChange={labels => write({ labels })}
      />
      <PortsInput
        id={`${id}_ports`}
        ports={value.ports}
        disabled={disabled}
        onChange={ports => write({ ports })}
      />
    </div>
  );
}

function PortsInput(props: {
  id: string;
  ports: number[] | undefined;
  disabled?: boolean;
  onChange: (ports: number[] | undefined) => void;
}) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const classes = useInputStyles();
  const [text, setText] = useTypedText(props.ports, portsText, parsePorts);
  const isWrong = text !== '' && parsePorts(text) === undefined;
  return (
    <TextField
      id={props.id}
      className={classes.input}
      label={t('ports.label')}
      variant="outlined"
      margin="dense"
      fullWidth
      required
      disabled={props.disabled}
      value={text}
      error={isWrong}
      helperText={isWrong ? t('ports.wrong') : t('ports.hint')}
      onChange={event => {
        setText(event.target.value);
        props.onChange(parsePorts(event.target.value));
      }}
    />
  );
}
