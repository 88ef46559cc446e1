import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { isAlreadySo, type ChangePreview } from './ChangePreview';
import { usePreviewStyles } from './previewStyles';

/** What changes in the cluster, in words and in order, and how it is undone. */
export function EffectsPanel({ preview }: { preview: ChangePreview }) {
  const classes = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { summary, effects, rollback } = preview;
  if (isAlreadySo(preview)) {
    return (
      <section className={classes.panel} aria-label={t('preview.effects')}>
        <h3 className={classes.title}>{t('preview.effects')}</h3>
        <p className={classes.quiet}>{t('preview.nothingChanges')}</p>
      </section>
    );
  }
  return (
    <section className={classes.panel} aria-label={t('preview.effects')}>
      <h3 className={classes.title}>{t('preview.effects')}</h3>
      {summary && <div>{summary}</div>}
      {effects.length > 0 ? (
        <ol className={classes.list}>
          {effects.map(effect => (
            <li key={effect}>{effect}</li>
          ))}
        </ol>
      ) : (
        <p className={classes.quiet}>{t('preview.noEffects')}</p>
      )}
      {rollback && (
        <div className={classes.quiet}>
          {t('preview.undo')} {rollback}
        </div>
      )}
    </section>
  );
}
