# Writes a list as JSON with 17 digits. Run in this folder: Rscript NAME.R > NAME.json
json <- function(v) {
  if (is.null(v)) return("null")
  if (is.list(v)) {
    items <- vapply(v, json, "")
    if (is.null(names(v))) return(paste0("[", paste(items, collapse = ","), "]"))
    return(paste0("{", paste0("\"", names(v), "\":", items, collapse = ","), "}"))
  }
  if (length(v) != 1) return(json(as.list(unname(v))))
  if (is.na(v)) return("null")
  if (is.character(v)) return(paste0("\"", v, "\""))
  if (is.logical(v)) return(tolower(as.character(v)))
  sprintf("%.17g", v)
}
emit <- function(value) {
  value$madeWith <- list(R = R.version.string)
  for (package in intersect(c("survival", "metafor", "lme4"), loadedNamespaces()))
    value$madeWith[[package]] <- as.character(packageVersion(package))
  text <- json(value)
  cat(gsub("},{", "},\n{", text, fixed = TRUE), "\n", sep = "")
}
