import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import DescriptionIcon from '@material-ui/icons/DescriptionOutlined';
import FolderIcon from '@material-ui/icons/FolderOutlined';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { PreviewFile } from './ChangePreview';
import { folderTree, type TreeFolder } from './folderTree';

const useStyles = makeStyles((theme: Theme) => {
  const tones = toneColours(theme);
  return {
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      '& &': { paddingLeft: theme.spacing(1.5) },
    },
    row: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      padding: theme.spacing(0.5, 1),
      fontSize: '0.8125rem',
      minHeight: 30,
      '& svg': { fontSize: '1.05rem', color: textColours(theme).quiet },
    },
    file: {
      width: '100%',
      textAlign: 'left',
      justifyContent: 'flex-start',
      borderLeft: '3px solid transparent',
      '&:hover': { background: theme.palette.action.hover },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
      '&[aria-current=true]': {
        borderLeftColor: theme.palette.primary.main,
        background: tones.info.tint,
      },
    },
    name: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
    mark: { fontWeight: 600, fontSize: '0.75rem' },
    create: { color: tones.ok.text },
    update: { color: tones.warning.text },
    delete: { color: tones.error.text },
    unchanged: { color: textColours(theme).quiet, fontWeight: 400 },
  };
});

interface FileTreeProps {
  files: readonly PreviewFile[];
  chosen: string | undefined;
  onChoose: (path: string) => void;
}

/** The files of the change in their folders; each says what becomes of it. */
export function FileTree({ files, chosen, onChoose }: FileTreeProps) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  return (
    <nav aria-label={t('preview.files')}>
      <Folder folder={folderTree(files)} chosen={chosen} onChoose={onChoose} />
    </nav>
  );
}

function Folder(props: {
  folder: TreeFolder;
  chosen: string | undefined;
  onChoose: (path: string) => void;
}) {
  const { folder, chosen, onChoose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  return (
    <ul className={classes.list}>
      {folder.folders.map(inner => (
        <li key={inner.name}>
          <div className={classes.row}>
            <FolderIcon aria-hidden="true" />
            <span className={classes.name}>{inner.name}</span>
          </div>
          <Folder folder={inner} chosen={chosen} onChoose={onChoose} />
        </li>
      ))}
      {folder.files.map(({ name, file }) => (
        <li key={file.path}>
          <ButtonBase
            className={`${classes.row} ${classes.file}`}
            aria-current={file.path === chosen}
            onClick={() => onChoose(file.path)}
          >
            <DescriptionIcon aria-hidden="true" />
            <span className={classes.name}>{name}</span>
            <span className={`${classes.mark} ${classes[file.change]}`}>
              {t(`preview.change.${file.change}`)}
            </span>
          </ButtonBase>
        </li>
      ))}
    </ul>
  );
}
