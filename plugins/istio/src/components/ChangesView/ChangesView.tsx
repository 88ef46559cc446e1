import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ChangeStatus,
  EntityStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { useFilters } from '../Filters/useFilters';
import { Panel } from '../Panel/Panel';
import { ChangePanel } from './ChangePanel';
import { FindingsPanel } from './FindingsPanel';
import { useStageWord } from './useStageWord';

const useStyles = makeStyles((theme: Theme) => ({
  heading: {
    margin: theme.spacing(1, 0, 0),
    fontSize: '1rem',
    fontWeight: 600,
  },
  note: {
    margin: 0,
    fontSize: '0.75rem',
    color: textColours(theme).quiet,
  },
}));

/** What is wrong in the configuration, and how far each proposed change came. */
export function ChangesView({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const stageWord = useStageWord();
  const changes = [...status.changes].sort((a, b) =>
    b.proposedAt.localeCompare(a.proposedAt),
  );
  const { shown, bar } = useFilters(changes, [
    {
      id: 'state',
      label: t('filter.stage'),
      valueOf: change => change.stage,
      // The options are the stages of the rows and nothing else.
      textOf: stage => stageWord(stage as ChangeStatus['stage']),
    },
    {
      id: 'cluster',
      label: t('filter.cluster'),
      valueOf: change => change.cluster,
    },
  ]);
  return (
    <>
      <FindingsPanel status={status} />
      <h3 className={classes.heading}>
        {t('changes.heading', { value: String(changes.length) })}
      </h3>
      {bar}
      {shown.length === 0 && (
        <Panel>
          {changes.length === 0 ? t('changes.empty') : t('filter.none')}
        </Panel>
      )}
      {shown.map(change => (
        <ChangePanel key={change.id} change={change} />
      ))}
      <p className={classes.note}>{t('changes.note')}</p>
    </>
  );
}
