import { makeStyles, type Theme } from '@material-ui/core/styles';
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ChangeStatus } from '@meshwright/backstage-plugin-istio-common';
import { safeHref } from '../../links/safeHref';
import { listText } from '../../text/listText';
import { objectText } from '../../text/objectText';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { InlineLink } from '../LinkedText/InlineLink';
import { Notice } from '../Notice/Notice';
import { Panel } from '../Panel/Panel';
import { StateWord } from '../StateWord/StateWord';
import { ChangeStepper } from './ChangeStepper';
import { useStageWord } from './useStageWord';

const useStyles = makeStyles((theme: Theme) => ({
  quiet: {
    fontSize: '0.75rem',
    color: textColours(theme).quiet,
    overflowWrap: 'anywhere',
  },
  template: { marginLeft: 'auto' },
  stack: { display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) },
}));

/** One change: what it asks, how far it came, what it waits for. */
export function ChangePanel({ change }: { change: ChangeStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const stageWord = useStageWord();
  const number = t('changes.pullRequest', {
    number: String(change.pullRequest.number),
  });
  const href = safeHref(change.pullRequest.url);
  const attention = change.tone === 'warning' || change.tone === 'error';
  return (
    <Panel
      head={
        <>
          <h3>
            {href ? <InlineLink to={href}>{number}</InlineLink> : number}{' '}
            {change.title}
            {change.cluster && ` [${change.cluster}]`}
          </h3>
          <StateWord
            word={stageWord(change.stage)}
            tone={change.tone}
            shape={change.tone === 'info' ? 'renewing' : undefined}
          />
          {change.template && (
            <span className={`${classes.quiet} ${classes.template}`}>
              {parseEntityRef(change.template).name}
            </span>
          )}
        </>
      }
    >
      <div className={classes.stack}>
        <ChangeStepper change={change} />
        {attention ? (
          <Notice tone={change.tone}>{change.detail}</Notice>
        ) : (
          <div className={classes.quiet}>{change.detail}</div>
        )}
        {change.objects.length > 0 && (
          <div className={classes.quiet}>
            {t('changes.objects', {
              objects: listText(change.objects.map(objectText)),
            })}
          </div>
        )}
      </div>
    </Panel>
  );
}
