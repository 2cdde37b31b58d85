"""A stand-in for a memory server: speaks MCP over standard input and output, or over HTTP with a port file.

usage: memory.py GENERATION LOG [MODE] [--http PORTFILE]
GENERATION: each | create | store | other
MODE: ok | refuse | false | hang | nonsense | mute | die-before | die-after | deaf
Every call that is taken is one line of LOG. `die-before` ends before the second call is noted, `die-after` after it is
noted and before it is answered.
"""
import http.server
import json
import os
import sys
import time

generation, log = sys.argv[1], sys.argv[2]
mode = sys.argv[3] if len(sys.argv) > 3 and not sys.argv[3].startswith("--") else "ok"


def tool(name, properties, required):
    schema = {"type": "object", "properties": {key: {} for key in properties}, "required": required}
    return {"name": name, "description": name, "inputSchema": schema}


TOOLS = {
    "each": [
        tool("mcp__memory__memory_store_chunk", ["content", "session_id", "repository", "tags"], ["content", "session_id"]),
        tool("mcp__memory__memory_store_decision", ["decision", "rationale", "context", "session_id", "repository"],
             ["decision", "rationale", "session_id"]),
        tool("mcp__memory__memory_search", ["query", "repository"], ["query"]),
    ],
    "create": [
        tool("memory_create", ["operation", "scope", "options"], ["operation", "options"]),
        tool("memory_read", ["operation", "scope", "options"], ["operation", "options"]),
    ],
    "store": [
        tool("memory_store", ["operation", "project_id", "session_id", "content", "type"],
             ["operation", "project_id", "session_id"]),
        tool("memory_retrieve", ["operation", "project_id", "query"], ["operation"]),
    ],
    "other": [tool("weather", ["city"], ["city"])],
}


def taken():
    try:
        with open(log) as file:
            return [line for line in file if line.strip()]
    except FileNotFoundError:
        return []


def text(value, is_error=False):
    return {"content": [{"type": "text", "text": value}], "isError": is_error}


def call(name, arguments):
    if "search" in name or "read" in name or "retrieve" in name:
        query = arguments.get("query") or arguments.get("options", {}).get("query", "")
        return text(json.dumps([line for line in taken() if query in line]))
    if mode == "refuse":
        return text("the disk is full", True)
    if mode == "false":
        return text(json.dumps({"success": False, "message": "no such project"}))
    if mode == "hang":
        time.sleep(600)
    before = len(taken())
    if mode == "die-before" and before == 1:
        os._exit(1)
    with open(log, "a") as file:
        file.write(json.dumps({"tool": name, "arguments": arguments}) + "\n")
    if mode == "die-after" and before == 1:
        os._exit(1)
    return text(json.dumps({"status": "success"}))


def answer(message):
    method, params = message.get("method"), message.get("params") or {}
    if "id" not in message:
        return None
    if method == "initialize":
        result = {"protocolVersion": params["protocolVersion"], "capabilities": {"tools": {}},
                  "serverInfo": {"name": "stand-in", "version": "1"}}
    elif method == "tools/list":
        result = {"tools": TOOLS[generation]}
    elif method == "tools/call":
        result = call(params["name"], params.get("arguments", {}))
    else:
        return {"jsonrpc": "2.0", "id": message["id"], "error": {"code": -32601, "message": f"no {method}"}}
    return {"jsonrpc": "2.0", "id": message["id"], "result": result}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answered = answer(json.loads(body))
        text = json.dumps(answered).encode() if answered else b""
        self.send_response(200 if answered else 202)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        self.send_error(405)

    def log_message(self, *_):
        pass


if "--http" in sys.argv:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with open(sys.argv[sys.argv.index("--http") + 1], "w") as file:
        file.write(f"{server.server_port}\n")
    server.serve_forever()
if mode == "deaf":
    sys.exit(3)
if mode == "mute":
    time.sleep(600)
for line in sys.stdin:
    if mode == "nonsense":
        print("what? {", flush=True)
        continue
    answered = answer(json.loads(line))
    if answered:
        print(json.dumps(answered), flush=True)
