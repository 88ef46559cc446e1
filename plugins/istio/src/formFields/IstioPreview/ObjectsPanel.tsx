import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { ChangePreview } from './ChangePreview';
import { usePreviewStyles } from './previewStyles';

/** Every object of the change: its file, and what becomes of it. */
export function ObjectsPanel({ preview }: { preview: ChangePreview }) {
  const classes = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { objects = [] } = preview;
  if (objects.length === 0) return null;
  return (
    <section className={classes.panel} aria-label={t('preview.objects')}>
      <h3 className={classes.title}>{t('preview.objects')}</h3>
      <ul className={classes.list}>
        {objects.map(({ kind, namespace, name, path, change }) => {
          const full = namespace ? `${namespace}/${name}` : name;
          return (
            <li key={`${kind} ${full} ${path}`}>
              {t('preview.objectOf', { kind, name: full })} ·{' '}
              {t(`preview.change.${change}`)}
              <div className={classes.quiet}>{path}</div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
