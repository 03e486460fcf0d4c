package dev.rondo.data;

import java.util.List;
import java.util.Map;

/**
 * Sentences around a date: {@code {}} stands for a date, {@code #} for a number that is none. They are cut so that a
 * date fits in as its language writes it by itself, with no other case or article.
 */
final class DateSentences {
    private static final Map<String, List<String>> FRAMES = Map.ofEntries(
            Map.entry("ar", List.of("التاريخ: {}", "فاتورة رقم # ، التاريخ: {}")),
            Map.entry("bg", List.of("Дата: {}")),
            Map.entry("ca", List.of("Ens veiem el {} .", "Factura número # del {}", "Tancat del {} al {} .")),
            Map.entry("cs", List.of("Termín: {}", "Datum schůzky: {}", "Účet č. # , datum: {}")),
            Map.entry("da", List.of("Mødet holdes {} .", "Faktura # , dato: {}", "Lukket fra {} til {} .")),
            Map.entry(
                    "de",
                    List.of(
                            "Wir treffen uns am {} .",
                            "Rechnung # vom {}",
                            "Am {} war nur Zimmer # frei.",
                            "Geschlossen von {} bis {} .",
                            "Bitte antworten Sie bis {} .")),
            Map.entry("el", List.of("Ημερομηνία: {}", "Τιμολόγιο # , ημερομηνία: {}")),
            Map.entry(
                    "en",
                    List.of(
                            "We meet on {} .",
                            "Invoice # of {}",
                            "On {} only room # was free.",
                            "The shop is closed from {} to {} .",
                            "Please reply by {} .")),
            Map.entry(
                    "es",
                    List.of(
                            "Nos vemos el {} .",
                            "Factura número # del {}",
                            "Cerrado del {} al {} .",
                            "Nació el {} en la casa número # .")),
            Map.entry("et", List.of("Kuupäev: {}")),
            Map.entry("fi", List.of("Päivämäärä: {}", "Lasku # , päivämäärä: {}")),
            Map.entry(
                    "fr",
                    List.of(
                            "La réunion aura lieu le {} .",
                            "Facture n° # du {}",
                            "Fermé du {} au {} .",
                            "Elle est née le {} , chambre # .")),
            Map.entry("hi", List.of("तारीख: {}", "बिल # , तारीख: {}")),
            Map.entry("hr", List.of("Datum: {}", "Račun # , datum: {}")),
            Map.entry("hu", List.of("Dátum: {}", "Számla # , dátum: {}")),
            Map.entry("id", List.of("Kami bertemu pada {} .", "Tagihan nomor # , tanggal: {}", "Rapat pada {} .")),
            Map.entry("it", List.of("Scadenza: {}", "Fattura # in data {}", "Chiuso in data {} .")),
            Map.entry("ja", List.of("会議は {} に行います。", "締め切りは {} です。", "{} から {} まで休みです。", "請求書 # 号、 {}")),
            Map.entry("ko", List.of("날짜: {}", "청구서 # , 날짜: {}")),
            Map.entry("nb", List.of("Møtet holdes {} .", "Faktura # , dato: {}", "Stengt fra {} til {} .")),
            Map.entry(
                    "nl",
                    List.of(
                            "Wij zien elkaar op {} .",
                            "Rekening # van {}",
                            "Gesloten van {} tot {} .",
                            "Op {} was alleen kamer # vrij.")),
            Map.entry("pl", List.of("Termin: {}", "Data spotkania: {}", "Rachunek nr # , data: {}")),
            Map.entry("pt", List.of("Data da reunião: {}", "Fatura # , data: {}", "Fechado de {} a {} .")),
            Map.entry("ro", List.of("Data: {}", "Factura nr. # , data: {}")),
            Map.entry("ru", List.of("Дата встречи: {}", "Счёт № # , дата: {}", "Срок: {}")),
            Map.entry("sk", List.of("Dátum: {}")),
            Map.entry("sl", List.of("Datum: {}")),
            Map.entry("sr", List.of("Датум: {}")),
            Map.entry("sv", List.of("Mötet hålls {} .", "Faktura # , datum: {}", "Stängt från {} till {} .")),
            Map.entry("tr", List.of("Tarih: {}", "Fatura no # , tarih: {}")),
            Map.entry("uk", List.of("Дата зустрічі: {}", "Рахунок № # , дата: {}")),
            Map.entry("vi", List.of("Ngày: {}")),
            Map.entry("zh", List.of("会议定于 {} 举行。", "截止日期： {}", "从 {} 到 {} 休息。", "发票 # 号，日期： {}")));

    private DateSentences() {}

    /** Returns the sentences of a language; of one that has none, the date by itself. */
    static List<String> of(String language) {
        return FRAMES.getOrDefault(language, List.of("{}"));
    }
}
