import FormHelperText from '@material-ui/core/FormHelperText';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ClusterInventory,
  ControlPlaneStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { Notice } from '../../components/Notice/Notice';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { ReadState } from '../useRead';
import type { WaveRows } from './useWaveSources';
import { pinned, targetOf, type WavePlan } from './wavePlan';
import { wavesByNamespace } from './waveWorkloads';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** What is restarted, namespace by namespace, and who it belongs to. */
function RestartNotes(props: { plan: WavePlan; found: WaveRows }) {
  const { found, plan } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const classes = useStyles();
  const waves = wavesByNamespace(found.rows, targetOf(plan) ?? '');
  const pods = waves.reduce((sum, wave) => sum + wave.pods, 0);
  if (waves.length === 0) {
    return <FormHelperText>{t('wave.nothing')}</FormHelperText>;
  }
  return (
    <div>
      <Typography variant="caption" component="div" color="textSecondary">
        {t('wave.restarts', { count: pods })}
        <ul className={classes.list}>
          {waves.map(({ namespace, kinds, pods: own, owners, others }) => (
            <li key={namespace}>
              {[
                `${namespace}: ${kinds
                  .map(({ kind, count }) => `${count} ${kind}`)
                  .join(', ')}`,
                t('wave.pods', { count: own }),
                ...(owners.length > 0 ? [owners.join(', ')] : []),
                ...(others > 0 ? [t('wave.others', { count: others })] : []),
              ].join(' · ')}
            </li>
          ))}
        </ul>
      </Typography>
      {found.isCut && (
        <Notice tone="warning">
          {t('wave.cut', { most: String(found.rows.length) })}
        </Notice>
      )}
      {found.entitiesUnread && (
        <FormHelperText>
          {t('wave.noOwners', { reason: found.entitiesUnread })}
        </FormHelperText>
      )}
    </div>
  );
}

/** Whether the control planes can take what comes to them. */
function PlaneNotes(props: {
  plan: WavePlan;
  planes: readonly ControlPlaneStatus[];
}) {
  const { plan, planes } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const target = targetOf(plan);
  if (!target) return <FormHelperText>{t('wave.noReleases')}</FormHelperText>;
  const plane = planes.find(({ revision }) => revision === target);
  const skewed = planes.filter(
    ({ revision, skew }) =>
      (revision === plan.from || revision === plan.to) &&
      skew !== undefined &&
      skew.state !== 'ok',
  );
  const cluster = plan.cluster ?? '';
  return (
    <>
      {!plane && (
        <Notice tone="error">{t('wave.noPlane', { target, cluster })}</Notice>
      )}
      {plane && !plane.ready && !plane.remote && (
        <Notice tone="error">
          {t('wave.planeNotReady', { target, cluster })}
        </Notice>
      )}
      {skewed.map(({ revision, skew }) => (
        <Notice key={revision} tone="warning">
          {t('wave.skew', { revision, detail: skew?.detail ?? '' })}
        </Notice>
      ))}
      {plane && skewed.length === 0 && (
        <FormHelperText>
          {t('wave.noSkew', {
            target,
            version: plane.version ?? t('pick.noVersion'),
          })}
        </FormHelperText>
      )}
    </>
  );
}

/** Why something was not read, where it was not. */
function UnreadNote({ source }: { source: ReadState<unknown> }) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  return source.state === 'failed' || source.state === 'forbidden' ? (
    <Notice
      tone="unknown"
      shape={source.state === 'failed' ? 'unreachable' : 'forbidden'}
    >
      {t('wave.unread', { reason: source.reason })}
    </Notice>
  ) : null;
}

/** What is to be known of a wave before it is proposed. */
export function WaveNotes(props: {
  plan: WavePlan;
  inventory: ClusterInventory | undefined;
  workloads: ReadState<WaveRows>;
  planes: ReadState<ControlPlaneStatus[]>;
}) {
  const { plan, inventory, workloads, planes } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const left = pinned(plan, inventory);
  return (
    <>
      {left.length > 0 && (
        <Notice tone="warning">
          {t('wave.pinned', {
            revision: plan.from ?? '',
            namespaces: left.join(', '),
          })}
        </Notice>
      )}
      {planes.state === 'ready' && (
        <PlaneNotes plan={plan} planes={planes.value} />
      )}
      {workloads.state === 'ready' && (
        <RestartNotes plan={plan} found={workloads.value} />
      )}
      <UnreadNote source={workloads} />
      <UnreadNote source={planes} />
    </>
  );
}
