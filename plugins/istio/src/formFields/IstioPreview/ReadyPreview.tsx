import { useState } from 'react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { ChangePreview } from './ChangePreview';
import { CheckGroups } from './CheckGroups';
import { EffectsPanel } from './EffectsPanel';
import { FileDiff } from './FileDiff';
import { FileTree } from './FileTree';
import { LayoutSwitch } from './LayoutSwitch';
import { usePreviewStyles } from './previewStyles';
import { ObjectsPanel } from './ObjectsPanel';
import { RepositoryPanel } from './RepositoryPanel';

const useStyles = makeStyles((theme: Theme) => ({
  change: {
    display: 'grid',
    gridTemplateColumns: 'minmax(260px, 28%) minmax(0, 1fr)',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  tree: {
    padding: theme.spacing(1, 0),
    borderRight: `1px solid ${theme.palette.divider}`,
    [theme.breakpoints.down('sm')]: {
      borderRight: 0,
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
  },
  layout: { display: 'flex', justifyContent: 'flex-end' },
  panels: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
  },
}));

/** The change in full: files, differences, checks, effects, destination. */
export function ReadyPreview({ preview }: { preview: ChangePreview }) {
  const classes = useStyles();
  const shared = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const [layout, setLayout] = useState<'side-by-side' | 'unified'>(
    'side-by-side',
  );
  const [path, setPath] = useState<string>();
  const { files } = preview;
  // What was chosen may be gone when the preview was built again.
  const chosen =
    files.find(file => file.path === path) ??
    files.find(({ change }) => change !== 'unchanged') ??
    files.at(0);
  return (
    <>
      {chosen && (
        <>
          {!narrow && (
            <div className={classes.layout}>
              <LayoutSwitch layout={layout} onChange={setLayout} />
            </div>
          )}
          <div className={`${shared.block} ${classes.change}`}>
            <div className={classes.tree}>
              <FileTree files={files} chosen={chosen.path} onChoose={setPath} />
            </div>
            <section aria-label={t('preview.diff')}>
              <FileDiff
                file={chosen}
                base={preview.base.branch}
                layout={narrow ? 'unified' : layout}
              />
            </section>
          </div>
        </>
      )}
      <div className={classes.panels}>
        <ObjectsPanel preview={preview} />
        <CheckGroups preview={preview} />
        <EffectsPanel preview={preview} />
        <RepositoryPanel preview={preview} />
      </div>
    </>
  );
}
