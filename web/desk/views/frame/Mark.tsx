/** The product's mark: two people in one bubble. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" className="mark__ground" />
      <path d="M8 9h12a4 4 0 0 1 4 4v3a4 4 0 0 1-4 4h-4l-5 4v-4H8z" className="mark__bubble" />
      <circle cx="13" cy="14.500" r="1.600" className="mark__ground" />
      <circle cx="18.500" cy="14.500" r="1.600" className="mark__ground" />
    </svg>
  );
}
