import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core';

const useStyles = makeStyles({
  root: {
    height: 3 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
    marginBottom: -14,
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    marginLeft: 22,
    color: '#e8eef4',
    fontWeight: 700,
    fontSize: 19,
    whiteSpace: 'nowrap',
  },
});

/** Two sails over crossing threads: the mesh and who steers by it. */
const Mark = () => (
  <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
    <path d="M13 2v15H4z" fill="#7df3e1" />
    <path d="M15 6v11h8z" fill="#4fb8ff" />
    <path
      d="M3 20h22M6 24h16M9 18v8M14 18v8M19 18v8"
      stroke="#e8eef4"
      strokeWidth="1.6"
      fill="none"
    />
  </svg>
);

/** The instance's name, or its mark alone while the sidebar is closed. */
export const SidebarLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link to="/" underline="none" className={classes.link} aria-label="Home">
        <Mark />
        {isOpen ? 'Meshwright' : null}
      </Link>
    </div>
  );
};
