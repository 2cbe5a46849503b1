// Fields that grow with their words, where a browser cannot do it by itself (`field-sizing`), as Safari before 26.2.
if (!CSS.supports("field-sizing", "content")) {
  for (const field of document.querySelectorAll("textarea")) {
    const grow = () => { field.style.minBlockSize = `${field.scrollHeight}px`; };
    field.addEventListener("input", grow);
    grow();
  }
}
