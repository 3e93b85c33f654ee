// The error summary takes the focus when the page opens, so that it is read out first.

export default function takeFocus(element) {
  element.focus();
}
