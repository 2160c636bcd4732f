//! What was found in a file, for clients that ask instead of being told.

use lsp_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
};

use super::view::View;
use crate::lsp::publish::found;
use crate::lsp::uri;

pub(super) fn answer(
    view: &View<'_>,
    params: &DocumentDiagnosticParams,
) -> DocumentDiagnosticReportResult {
    let key = uri::key(&params.text_document.uri);
    let items = found(view.analysis, &key, view.documents, view.client);
    let report = FullDocumentDiagnosticReport { result_id: None, items };
    DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(
        RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: report,
        },
    ))
}
