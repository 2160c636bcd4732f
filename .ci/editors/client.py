"""A client of pygls: it reads every message by the protocol's own definitions, and knows nothing of ours."""
import asyncio
import sys
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

POSITIONS = [
    (lsp.PositionEncodingKind.Utf8, lambda text: len(text.encode())),
    (lsp.PositionEncodingKind.Utf16, lambda text: len(text.encode("utf-16-le")) // 2),
    (lsp.PositionEncodingKind.Utf32, len),
]


class Client(LanguageClient):
    def __init__(self):
        super().__init__("pygls", "2")
        self.told = {}
        self.news = asyncio.Event()
        self.wrong = []

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams):
            self.told[params.uri] = (params.version, params.diagnostics)
            self.news.set()

        @self.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def registered(params: lsp.RegistrationParams):
            return None

        @self.feature(lsp.WORKSPACE_INLAY_HINT_REFRESH)
        def refreshed(*_):
            return None

    def report_server_error(self, error, source):
        self.wrong.append((source, error))

    async def diagnostics(self, uri, version):
        while self.told.get(uri, (None, None))[0] != version:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), 30)
        return self.told[uri][1]


async def drive(program, folder, encoding, units, bare):
    client = Client()
    await client.start_io(program, "lsp")
    general = lsp.GeneralClientCapabilities(position_encodings=[encoding])
    capabilities = lsp.ClientCapabilities(general=general)
    if not bare:
        capabilities.text_document = lsp.TextDocumentClientCapabilities(
            publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True),
            document_symbol=lsp.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
            code_action=lsp.CodeActionClientCapabilities(
                code_action_literal_support=lsp.ClientCodeActionLiteralOptions(
                    lsp.ClientCodeActionKindOptions([lsp.CodeActionKind.QuickFix]))),
        )
        capabilities.workspace = lsp.WorkspaceClientCapabilities(
            inlay_hint=lsp.InlayHintWorkspaceClientCapabilities(refresh_support=True),
            did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        )
    begun = await client.initialize_async(lsp.InitializeParams(
        capabilities=capabilities,
        workspace_folders=[lsp.WorkspaceFolder(folder.as_uri(), folder.name)],
    ))
    assert begun.capabilities.position_encoding == encoding, begun.capabilities
    client.initialized(lsp.InitializedParams())
    path = folder / "agent.yaml"
    text = path.read_text().replace("imagPull", "workingDir: /é😀\n          imagPull")
    text = text.replace("      serviceAccountName:", "      hostname: {é😀: 1}\n      serviceAccountName:")
    uri = path.as_uri()
    document = lsp.TextDocumentIdentifier(uri)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "yaml", 1, text)))
    found = {one.code: one for one in await client.diagnostics(uri, 1)}
    lines = text.split("\n")
    row = next(i for i, line in enumerate(lines) if "imagPullPolicy" in line)

    # An edit behind what takes more than one unit, by whole text and by range.
    before = lines[row - 1]
    end = lsp.Position(row - 1, units(before))
    change = lsp.TextDocumentContentChangePartial(range=lsp.Range(end, end), text="/x")
    versioned = lsp.VersionedTextDocumentIdentifier(version=2, uri=uri)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(versioned, [change]))
    await client.diagnostics(uri, 2)
    lines[row - 1] += "/x"
    lines = [line for line in lines if "hostname" not in line]
    whole = lsp.TextDocumentContentChangeWholeDocument("\n".join(lines))
    versioned = lsp.VersionedTextDocumentIdentifier(version=3, uri=uri)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(versioned, [whole]))
    found = {one.code: one for one in await client.diagnostics(uri, 3)}
    row = next(i for i, line in enumerate(lines) if "imagPullPolicy" in line)
    strict = found["admission-strict"].range
    assert (strict.start.line, strict.start.character) == (row, 10), found

    at = lambda word: next(lsp.Position(i, units(line[: line.index(word)])) for i, line in enumerate(lines) if word in line)
    label = at("beta.kubernetes.io/os")
    hover = await client.text_document_hover_async(lsp.HoverParams(document, label))
    assert "of 5 nodes" in hover.contents.value, hover
    everywhere = lsp.Range(lsp.Position(0, 0), lsp.Position(len(lines), 0))
    hints = await client.text_document_inlay_hint_async(lsp.InlayHintParams(document, everywhere))
    assert hints[0].label == "runs on 3 of 5 nodes", hints
    symbols = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    assert len(symbols) >= 2, symbols
    actions = await client.text_document_code_action_async(lsp.CodeActionParams(
        document, lsp.Range(label, label), lsp.CodeActionContext(diagnostics=[found["deprecated-node-label"]])))
    assert actions, "no code action"
    name = at("serviceAccountName: agent")
    name.character += len("serviceAccountName: ")
    definition = await client.text_document_definition_async(lsp.DefinitionParams(document, name))
    assert definition[0].range.start.line == 3, definition
    offers = await client.text_document_completion_async(lsp.CompletionParams(document, lsp.Position(label.line, 8)))
    assert offers is None or offers.items is not None, offers
    # What this server doesn't have is refused, and ends nothing.
    try:
        await client.text_document_references_async(
            lsp.ReferenceParams(lsp.ReferenceContext(True), document, name))
        raise AssertionError("references are answered")
    except Exception as refused:
        assert "textDocument/references" in str(refused), refused
    client.text_document_will_save(lsp.WillSaveTextDocumentParams(document, lsp.TextDocumentSaveReason.Manual))
    client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.wait_for(client._server.wait(), 30)
    assert client._server.returncode == 0, client._server.returncode
    assert not client.wrong, client.wrong


async def main():
    program, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    for encoding, units in POSITIONS:
        for bare in (False, True):
            await drive(program, folder, encoding, units, bare)
        print(f"ok  a client that counts in {encoding.value}, with and without abilities")


asyncio.run(asyncio.wait_for(main(), 120))
