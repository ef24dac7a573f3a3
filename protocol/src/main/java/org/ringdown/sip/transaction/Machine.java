package org.ringdown.sip.transaction;

import org.ringdown.sip.Methods;

/** The four machines of RFC 3261 §17: by side, and by whether the request is an INVITE. */
enum Machine {
    INVITE_CLIENT(InviteClient::begin, InviteClient::on),
    OTHER_CLIENT(OtherClient::begin, OtherClient::on),
    INVITE_SERVER(InviteServer::begin, InviteServer::on),
    OTHER_SERVER(OtherServer::begin, OtherServer::on);

    private interface Begin {
        Step begin(boolean reliable);
    }

    private interface Table {
        Step on(State state, Event event, boolean reliable);
    }

    private final Begin begin;
    private final Table table;

    Machine(Begin begin, Table table) {
        this.begin = begin;
        this.table = table;
    }

    static Machine client(String method) {
        return method.equals(Methods.INVITE) ? INVITE_CLIENT : OTHER_CLIENT;
    }

    static Machine server(String method) {
        return method.equals(Methods.INVITE) ? INVITE_SERVER : OTHER_SERVER;
    }

    boolean isClient() {
        return this == INVITE_CLIENT || this == OTHER_CLIENT;
    }

    /** The way into the first state. {@code reliable}: the transport repeats what is lost by itself. */
    Step begin(boolean reliable) {
        return begin.begin(reliable);
    }

    /** What is not in the table changes nothing. */
    Step on(State state, Event event, boolean reliable) {
        return table.on(state, event, reliable);
    }
}
