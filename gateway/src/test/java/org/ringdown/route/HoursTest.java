package org.ringdown.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which times of the week are meant. 2026-07-06 is a Monday. */
class HoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Mo-Fr 09:00-18:00 Europe/Berlin | 2026-07-06T09:00 | true
                    Mo-Fr 09:00-18:00 Europe/Berlin | 2026-07-06T08:59 | false
                    Mo-Fr 09:00-18:00 Europe/Berlin | 2026-07-06T17:59 | true
                    Mo-Fr 09:00-18:00 Europe/Berlin | 2026-07-06T18:00 | false
                    Mo-Fr 09:00-18:00 Europe/Berlin | 2026-07-11T10:00 | false
                    Mo-Fr 09:00-18:00, Sa 10:00-14:00 Europe/Berlin | 2026-07-11T10:00 | true
                    Sa-Mo Europe/Berlin | 2026-07-06T23:59 | true
                    Sa-Mo Europe/Berlin | 2026-07-07T00:00 | false
                    Su Europe/Berlin | 2026-07-05T12:00 | true
                    Fr 22:00-06:00 Europe/Berlin | 2026-07-10T23:00 | true
                    Fr 22:00-06:00 Europe/Berlin | 2026-07-11T05:59 | true
                    Fr 22:00-06:00 Europe/Berlin | 2026-07-11T06:00 | false
                    Fr 22:00-06:00 Europe/Berlin | 2026-07-10T05:00 | false
                    Mo 18:00-24:00 Europe/Berlin | 2026-07-06T23:59 | true
                    Mo 18:00-24:00 Europe/Berlin | 2026-07-07T00:00 | false
                    """)
    void contains(String hours, String time, boolean inside) {
        var instant = LocalDateTime.parse(time).atZone(BERLIN).toInstant();
        assertThat(Hours.parse(hours).contains(instant)).isEqualTo(inside);
    }

    @Test
    void theClockOfThePlaceCountsInSummerAndInWinter() {
        var office = Hours.parse("Mo-Fr 09:00-18:00 Europe/Berlin");
        var utc = ZoneId.of("UTC");
        var summer = LocalDateTime.parse("2026-07-06T07:00").atZone(utc).toInstant();
        var winter = LocalDateTime.parse("2026-01-05T07:00").atZone(utc).toInstant();
        assertThat(office.contains(summer)).isTrue();
        assertThat(office.contains(winter)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mo-Fr",
                "Mo-Fr 09:00-18:00",
                "Mo-Fr 09:00-18:00 Europe/Atlantis",
                "Mo-Fr 9-18 Europe/Berlin",
                "Mo-Fr 09:00-25:00 Europe/Berlin",
                "Monday 09:00-18:00 Europe/Berlin",
                "Mo, Europe/Berlin"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Hours.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
