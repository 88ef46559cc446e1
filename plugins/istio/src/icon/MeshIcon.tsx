/**
 * Two sails over crossing threads. Drawn without a library, because it is
 * loaded with the entry of the plugin.
 */
export function MeshIcon() {
  return (
    <svg
      width="1em"
      height="1em"
      viewBox="0 0 24 24"
      fill="currentColor"
      fontSize="1.5rem"
      aria-hidden="true"
    >
      <path d="M11 2v13H4zM13 5v10h6z" />
      <path
        d="M3 18h18M5 21.5h14M8 16.5v6.5M12 16.5v6.5M16 16.5v6.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  );
}
