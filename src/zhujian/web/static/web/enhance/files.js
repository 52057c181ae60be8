// Says at once that a file is too large, before minutes are spent on sending it.
const LIMIT = 10 * 1024 * 1024;

export function checkFiles(field) {
  field.addEventListener("change", () => {
    const large = [...field.files].find((file) => file.size > LIMIT);
    field.setCustomValidity(large ? `“${large.name}”超过 10 MB，请压缩后再选。` : "");
    field.reportValidity();
  });
}
