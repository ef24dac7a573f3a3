package org.ringdown.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.rtmp.ServerTable.Order;
import org.ringdown.rtmp.ServerTable.Said;
import org.ringdown.rtmp.ServerTable.State;
import org.ringdown.rtmp.ServerTable.Step;

/** Each arrow, and each that is none. */
class ServerTableTest {
    @ParameterizedTest(name = "{0}: {1} -> {2}, {3}")
    @CsvSource({
        "GREETED, CONNECT,  ASKING,  ASK",
        "GREETED, COMMAND,  OUT,     BREACH",
        "GREETED, MEDIA,    OUT,     BREACH",
        "GREETED, ACCEPTED, GREETED, NOTHING",
        "GREETED, REJECTED, GREETED, NOTHING",
        "ASKING,  CONNECT,  OUT,     BREACH",
        "ASKING,  COMMAND,  ASKING,  HOLD",
        "ASKING,  MEDIA,    ASKING,  NOTHING",
        "ASKING,  ACCEPTED, IN,      LET_IN",
        "ASKING,  REJECTED, OUT,     SEND_AWAY",
        "IN,      CONNECT,  OUT,     BREACH",
        "IN,      COMMAND,  IN,      TAKE",
        "IN,      MEDIA,    IN,      TAKE",
        "IN,      ACCEPTED, IN,      NOTHING",
        "IN,      REJECTED, IN,      NOTHING",
        "OUT,     CONNECT,  OUT,     NOTHING",
        "OUT,     COMMAND,  OUT,     NOTHING",
        "OUT,     MEDIA,    OUT,     NOTHING",
        "OUT,     ACCEPTED, OUT,     NOTHING",
        "OUT,     REJECTED, OUT,     NOTHING"
    })
    void goes(State state, Said said, State next, Order order) {
        assertThat(ServerTable.on(state, said)).isEqualTo(new Step(next, order));
    }
}
