-- Opens agent.yaml with the settings of the documentation, asks for everything, and ends with an error at the first answer
-- that is not what is expected.
local function fail(what, seen)
  io.stderr:write("neovim: " .. what .. ": " .. vim.inspect(seen) .. "\n")
  vim.cmd("cquit 1")
end

local function expect(what, holds, seen)
  if not holds then
    fail(what, seen)
  end
  print("ok  " .. what .. "\n")
end

local function find(word)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(word, 1, true)
    if column then
      return number, column - 1
    end
  end
  fail("no such word", word)
end

local function at(word)
  local line, column = find(word)
  vim.api.nvim_win_set_cursor(0, { line, column })
  return vim.lsp.util.make_position_params(0, vim.lsp.get_clients()[1].offset_encoding)
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  local _, answer = next(answers or {})
  if not answer or answer.err then
    fail(method, answer)
  end
  return answer.result
end

local function codes()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    found[one.code] = one
  end
  return found
end

local function wait(what, is)
  expect(what, vim.wait(20000, function() return is(codes()) end, 20), vim.diagnostic.get(0))
end

local function everything()
  expect("the server starts", vim.wait(20000, function() return #vim.lsp.get_clients() == 1 end, 20))
  wait("diagnostics are shown", function(found)
    return found["admission-strict"] and found["deprecated-node-label"]
  end)
  local strict = codes()["admission-strict"]
  local line, column = find("imagPullPolicy")
  expect("at their place", strict.lnum == line - 1 and strict.col == column, strict)

  local hover = ask("textDocument/hover", at("beta.kubernetes.io/os"))
  expect("hover", hover.contents.value:find("What to write instead", 1, true), hover)
  local field = ask("textDocument/hover", at("serviceAccountName"))
  expect("hover on a field", field.contents.value:find("Who the pod is", 1, true), field)
  expect("hover on nodes", hover.contents.value:find("of 5 nodes", 1, true), hover)

  local row, start = find("serviceAccountName: agent")
  vim.api.nvim_win_set_cursor(0, { row, start + #"serviceAccountName: " })
  local definition = ask("textDocument/definition",
    vim.lsp.util.make_position_params(0, vim.lsp.get_clients()[1].offset_encoding))
  expect("definition", definition[1].range.start.line == 3, definition)

  local document = { textDocument = vim.lsp.util.make_text_document_params(0) }
  local symbols = ask("textDocument/documentSymbol", document)
  expect("symbols", #symbols == 2 and symbols[2].children[1].name == "agent", symbols)

  local all = vim.tbl_extend("error", document, {
    range = { start = { line = 0, character = 0 }, ["end"] = { line = 99, character = 0 } },
  })
  local hints = ask("textDocument/inlayHint", all)
  expect("inlay hint", hints[1].label == "runs on 3 of 5 nodes", hints)

  at("beta.kubernetes.io/os")
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action) return action.isPreferred end,
  })
  wait("a fix mends its finding", function(found) return not found["deprecated-node-label"] end)
  local fixed = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  expect("in the text", vim.tbl_contains(fixed, "        kubernetes.io/os: linux"), fixed)

  at("imagPullPolicy")
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action) return action.title:find("Suppress admission-strict", 1, true) end,
  })
  wait("a finding is suppressed", function(found) return not found["admission-strict"] end)

  local row_of_label = find("        kubernetes.io/os: linux")
  vim.api.nvim_buf_set_lines(0, row_of_label, row_of_label, false, { "        beta.kubernetes.io/arch: amd64" })
  wait("an old label is told of", function(found) return found["deprecated-node-label"] end)
  vim.cmd("write")
  local written = vim.fn.readfile("agent.yaml")
  local is_fixed = vim.tbl_contains(written, "        kubernetes.io/arch: amd64")
  expect("what is safe is fixed before a file is written", is_fixed, written)

  local number = find("      serviceAccountName")
  vim.api.nvim_buf_set_lines(0, number, number, false, { "      tolerations:", "        - key: " })
  vim.api.nvim_win_set_cursor(0, { number + 2, #"        - key: " })
  local params = vim.lsp.util.make_position_params(0, vim.lsp.get_clients()[1].offset_encoding)
  local offered = ask("textDocument/completion", params)
  expect("completion from the nodes", offered.items[1].label == "dedicated", offered)

  vim.api.nvim_buf_set_lines(0, number, number + 2, false, { "      broken: [" })
  wait("broken YAML is told of", function(found) return found["admission-decode"] end)
  vim.cmd("undo")

  local client = vim.lsp.get_clients()[1]
  client:stop()
  expect("the server ends", vim.wait(20000, function() return client:is_stopped() end, 20))
  vim.cmd("qall!")
end

vim.api.nvim_create_autocmd("VimEnter", {
  nested = true,
  callback = function()
    local ok, why = pcall(everything)
    if not ok then
      fail("broke off", why)
    end
  end,
})
