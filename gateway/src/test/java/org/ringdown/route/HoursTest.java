package org.ringdown.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
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

    /** 2026-03-29 and 2026-10-25 are the Sundays when clocks change in Berlin: 02:00 becomes 03:00, 03:00 becomes 02:00. */
    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Mo-Fr 09:00-18:00 Europe/Berlin                  | 2026-07-06T12:00+02:00 | 2026-07-06T12:00+02:00
                    Mo-Fr 09:00-18:00 Europe/Berlin                  | 2026-07-06T08:00+02:00 | 2026-07-06T09:00+02:00
                    Mo-Fr 09:00-18:00 Europe/Berlin                  | 2026-07-06T18:00+02:00 | 2026-07-07T09:00+02:00
                    Mo-Fr 09:00-18:00 Europe/Berlin                  | 2026-07-10T18:00+02:00 | 2026-07-13T09:00+02:00
                    Mo-Fr 09:00-18:00, Sa 10:00-14:00 Europe/Berlin  | 2026-07-10T18:00+02:00 | 2026-07-11T10:00+02:00
                    Mo-Fr 09:00-12:00, Mo 13:00-18:00 Europe/Berlin  | 2026-07-06T12:30+02:00 | 2026-07-06T13:00+02:00
                    Mo 09:00-18:00 Europe/Berlin                     | 2026-07-06T18:00+02:00 | 2026-07-13T09:00+02:00
                    Fr 22:00-06:00 Europe/Berlin                     | 2026-07-11T05:00+02:00 | 2026-07-11T05:00+02:00
                    Fr 22:00-06:00 Europe/Berlin                     | 2026-07-11T06:00+02:00 | 2026-07-17T22:00+02:00
                    Sa-Su Europe/Berlin                              | 2026-07-06T00:00+02:00 | 2026-07-11T00:00+02:00
                    Mo-Fr 09:00-18:00 Europe/Berlin                  | 2026-03-27T18:00+01:00 | 2026-03-30T09:00+02:00
                    Mo-Fr 09:00-18:00 Europe/Berlin                  | 2026-10-23T18:00+02:00 | 2026-10-26T09:00+01:00
                    Su 02:30-04:00 Europe/Berlin                     | 2026-03-29T00:00+01:00 | 2026-03-29T03:00+02:00
                    Su 02:10-02:50 Europe/Berlin                     | 2026-03-29T00:00+01:00 | 2026-04-05T02:10+02:00
                    Su 02:30-02:40 Europe/Berlin                     | 2026-10-25T02:45+02:00 | 2026-10-25T02:30+01:00
                    Su 01:00-02:30 Europe/Berlin                     | 2026-10-25T02:45+02:00 | 2026-10-25T02:00+01:00
                    Mo-Fr 09:00-18:00 America/New_York               | 2026-07-06T12:00+02:00 | 2026-07-06T15:00+02:00
                    Mo-Fr 09:00-18:00 UTC                            | 2026-07-10T20:00+02:00 | 2026-07-13T11:00+02:00
                    """)
    void opens(String hours, OffsetDateTime after, OffsetDateTime then) {
        assertThat(Hours.parse(hours).opens(after.toInstant())).contains(then.toInstant());
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
