package org.ringdown.rtmp;

/** What a client may say when, as a table. */
final class ServerTable {
    enum State {
        /** Nothing has been said. */
        GREETED,
        /** It asked to be let in, and has not been answered. */
        ASKING,
        IN,
        OUT
    }

    enum Said {
        CONNECT,
        COMMAND,
        MEDIA,
        ACCEPTED,
        REJECTED
    }

    enum Order {
        ASK,
        TAKE,
        /** Keep it until the client is let in: most say the next things without waiting. */
        HOLD,
        LET_IN,
        SEND_AWAY,
        NOTHING,
        /** What no client may do: the session is over. */
        BREACH
    }

    record Step(State next, Order order) {}

    private ServerTable() {}

    static Step on(State state, Said said) {
        return switch (state) {
            case GREETED ->
                    switch (said) {
                        case CONNECT -> new Step(State.ASKING, Order.ASK);
                        case COMMAND, MEDIA -> new Step(State.OUT, Order.BREACH);
                        case ACCEPTED, REJECTED -> new Step(state, Order.NOTHING);
                    };
            case ASKING ->
                    switch (said) {
                        case CONNECT -> new Step(State.OUT, Order.BREACH);
                        case COMMAND -> new Step(state, Order.HOLD);
                        case MEDIA -> new Step(state, Order.NOTHING);
                        case ACCEPTED -> new Step(State.IN, Order.LET_IN);
                        case REJECTED -> new Step(State.OUT, Order.SEND_AWAY);
                    };
            case IN ->
                    switch (said) {
                        case CONNECT -> new Step(State.OUT, Order.BREACH);
                        case COMMAND, MEDIA -> new Step(state, Order.TAKE);
                        case ACCEPTED, REJECTED -> new Step(state, Order.NOTHING);
                    };
            case OUT -> new Step(state, Order.NOTHING);
        };
    }
}
