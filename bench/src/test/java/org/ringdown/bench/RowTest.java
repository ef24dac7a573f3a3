package org.ringdown.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    @Test
    void ordersWhatCameInAnyOrder() {
        var row = new Row("audio", List.of(300.0, 100.0, 500.0, 200.0, 400.0));

        assertThat(row.least()).isEqualTo(100);
        assertThat(row.median()).isEqualTo(300);
        assertThat(row.quantile(0.9)).isEqualTo(500);
        assertThat(row.most()).isEqualTo(500);
    }

    @Test
    void oneValueIsAllOfThem() {
        var row = new Row("audio", List.of(42.0));

        assertThat(row.least()).isEqualTo(42);
        assertThat(row.median()).isEqualTo(42);
        assertThat(row.most()).isEqualTo(42);
    }
}
