package org.ringdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.ringdown.media.MediaNote.Closed;
import org.ringdown.media.Quality;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a record says of the sound of a leg. */
class LegFiguresTest {
    private static final int MILLISECOND = 1_000_000;

    @Test
    void aLegThatWasHeardHasAllItsFigures() {
        var far = new Quality.Far(3, 2 * MILLISECOND, OptionalLong.of(30 * MILLISECOND));
        var figures = of(new Closed(990, 1000, 10, new Quality(5 * MILLISECOND, Optional.of(far))));

        assertThat(figures.path("packetsMissing").asInt()).isEqualTo(10);
        assertThat(figures.path("jitterMs").asDouble()).isEqualTo(5);
        assertThat(figures.path("mos").asDouble()).isBetween(4.0, 4.4);
        assertThat(figures.path("farEnd").path("roundTripMs").asDouble()).isEqualTo(30);
        assertThat(figures.has("oneWay")).isFalse();
    }

    @Test
    void aLegThatWasSpokenToAndNeverHeardIsOneWay() {
        assertThat(of(new Closed(0, 50, 0, Quality.UNKNOWN)).path("oneWay").asBoolean()).isTrue();
        assertThat(of(new Closed(0, 49, 0, Quality.UNKNOWN)).has("oneWay")).isFalse();
        assertThat(of(new Closed(1, 5000, 0, Quality.UNKNOWN)).has("oneWay")).isFalse();
    }

    private static ObjectNode of(Closed leg) {
        var out = JsonNodeFactory.instance.objectNode();
        LegFigures.of(leg, out);
        return out;
    }
}
