/* A phrase that two languages share stands with the first of them. */
#include "desk/thanks_phrases.h"

const struct thanks_language thanks_languages[] = {
    {
	"en",
	true,
	"|thanks|thank you|thank you so much|thank you very much|thanks so much"
	"|thanks very much|thanks a lot|thanks a million|thanks a bunch|many thanks|thx"
	"|thnx|ty|tysm|cheers|much appreciated|i appreciate it|i really appreciate it"
	"|appreciate it|appreciated|i appreciate your help|appreciate your help"
	"|i am grateful|very grateful|much obliged|kudos|perfect|brilliant|excellent"
	"|awesome|fantastic|wonderful|great job|good job|well done|great work"
	"|great service|great support|you rock|you are the best|you're the best"
	"|you are great|you're great|you are a star|you're a star|you made my day"
	"|you saved my day|lifesaver|solved|problem solved|issue solved|that solved it"
	"|this solved it|it is solved|it's solved|resolved|that did it"
	"|that did the trick|this did the trick|that fixed it|this fixed it|fixed it"
	"|it works|it works now|it works again|works now|works again|works great"
	"|works perfectly|works fine|works like a charm|works|working now|it is working"
	"|it is working now|it's working|it's working now|now it works|that works"
	"|that worked|it worked|this worked|everything works|everything works now"
	"|all good|all good now|all is well|everything is fine|everything is fine now"
	"|all sorted|sorted|that helped|that helps|this helped|very helpful|",
	"|hi|hello|hey|dear|dear all|dear team|team|all|everyone|support|support team"
	"|guys|folks|sir|madam|mr|mrs|ms|you|so|very|much|again|for|for your help"
	"|for the help|for helping|for helping me|for your support|for the support"
	"|for the quick help|for your quick help|for the quick reply"
	"|for the quick response|for the fast reply|for the fast response"
	"|for your quick reply|for your fast reply|for your quick response"
	"|for your fast response|for your reply|for your answer|for the answer"
	"|for the reply|for your time|for your patience|for your kindness"
	"|for your efforts|for your effort|for the prompt reply|for the prompt response"
	"|for your prompt reply|for your prompt response|for everything"
	"|for all your help|for letting me know|for the information|for the info"
	"|for the update|for getting back to me|for sorting this out|for sorting it out"
	"|for fixing this|for fixing it|for fixing that|for solving this|for solving it"
	"|for taking care of it|for taking care of this|for help|and|to you|to you all"
	"|to all of you|to everyone|from me|a lot|indeed|really|super|great|nice|cool"
	"|good|ok|okay|got it|understood|noted|that is|that was|it is|it was|this is"
	"|this was|is|was|wow|yes|yay|yeah|now|have a nice day|have a great day"
	"|have a good day|have a good one|have a nice weekend|have a great weekend"
	"|have a good weekend|have a nice evening|have a nice week|happy new year"
	"|merry christmas|happy holidays|take care|stay safe|see you|bye|goodbye"
	"|good morning|good afternoon|good evening|i am happy|i'm happy|happy|very happy"
	"|i am very happy|very quick|so quick|so fast|very kind|that is very kind"
	"|so kind|quick|fast|helpful|amazing|the best|",
	"|regards|best regards|kind regards|kindest regards|warm regards"
	"|with kind regards|with best regards|best|best wishes|all the best|yours"
	"|yours sincerely|sincerely|yours faithfully|br|kr|rgds|",
    },
    {
	"de",
	true,
	"|danke|danke schön|danke schoen|danke sehr|dankeschön|dankeschoen|vielen dank"
	"|herzlichen dank|besten dank|tausend dank|lieben dank|ganz herzlichen dank"
	"|ganz lieben dank|haben sie vielen dank|hab vielen dank|ich danke"
	"|ich danke ihnen|ich danke dir|ich danke euch|wir danken|wir danken ihnen|dank"
	"|danke dir|danke ihnen|danke euch|merci|perfekt|prima|klasse|toll|wunderbar"
	"|großartig|grossartig|hervorragend|spitze|ausgezeichnet|top|es funktioniert"
	"|es funktioniert jetzt|es funktioniert wieder|jetzt funktioniert es"
	"|nun funktioniert es|funktioniert|funktioniert jetzt|funktioniert wieder"
	"|funktioniert einwandfrei|es klappt|es klappt jetzt|jetzt klappt es"
	"|hat geklappt|das hat geklappt|es hat geklappt|hat funktioniert"
	"|das hat funktioniert|es hat funktioniert|es geht|es geht jetzt|es geht wieder"
	"|jetzt geht es|geht wieder|das war's|das hat geholfen|das hilft|hat geholfen"
	"|alles gut|alles bestens|alles in ordnung|alles ok|alles klar|erledigt"
	"|hat sich erledigt|gelöst|problem gelöst|das problem ist gelöst|",
	"|hallo|guten tag|guten morgen|guten abend|moin|servus|grüß gott|grüezi"
	"|liebes team|liebe|lieber|liebes|sehr geehrte|sehr geehrter"
	"|sehr geehrte damen und herren|damen und herren|frau|herr|zusammen|ihr lieben"
	"|für|für ihre hilfe|für die hilfe|für deine hilfe|für eure hilfe"
	"|für die schnelle hilfe|für ihre schnelle hilfe|für die schnelle antwort"
	"|für ihre schnelle antwort|für die schnelle rückmeldung"
	"|für ihre schnelle rückmeldung|für die antwort|für ihre antwort"
	"|für die rückmeldung|für ihre rückmeldung|für die info|für die information"
	"|für ihre mühe|für die mühe|für ihre unterstützung|für die unterstützung"
	"|für die schnelle lösung|für die schnelle bearbeitung|für ihre geduld|für alles"
	"|fuer die hilfe|fuer ihre hilfe|fuer die schnelle hilfe"
	"|fuer die schnelle antwort|nochmals|noch einmal|noch mal|nochmal|auch|und|ja"
	"|verstanden|sehr|gut|sehr gut|schön|nett|sehr nett|das ist|das war|ist|war"
	"|jetzt|nun|wieder|alles|freut mich|ich freue mich|ich bin begeistert|begeistert"
	"|schnell|einen schönen tag|schönen tag|einen schönen tag noch|schönen tag noch"
	"|schönes wochenende|ein schönes wochenende|schönen abend|schönen feierabend"
	"|schöne woche|frohe weihnachten|guten rutsch|frohe ostern|bis bald|tschüss|ciao"
	"|alles gute|an alle|an das team|ans team|an das ganze team|ihnen|dir|euch|",
	"|grüße|gruß|gruss|gruesse|viele grüße|viele grüsse|viele gruesse|liebe grüße"
	"|liebe grüsse|liebe gruesse|beste grüße|beste grüsse|beste gruesse|schöne grüße"
	"|herzliche grüße|freundliche grüße|freundliche grüsse|mit freundlichen grüßen"
	"|mit freundlichen grüssen|mit freundlichen gruessen|mit freundlichem gruß"
	"|mit besten grüßen|mfg|lg|vg|hg|gruß aus|",
    },
    {
	"fr",
	true,
	"|merci beaucoup|merci bien|merci infiniment|un grand merci|mille mercis"
	"|mille merci|grand merci|merci à vous|merci a vous|merci à tous"
	"|je vous remercie|je vous remercie beaucoup|je te remercie|nous vous remercions"
	"|remerciements|avec mes remerciements|parfait|impeccable|génial|formidable"
	"|nickel|bravo|ça marche|ca marche|ça marche maintenant|ça fonctionne"
	"|ca fonctionne|cela fonctionne|ça fonctionne maintenant|tout fonctionne"
	"|tout marche|c'est parfait|c'est réglé|c'est résolu|problème résolu"
	"|problème réglé|résolu|réglé|tout est bon|c'est bon|",
	"|bonjour|bonsoir|salut|cher|chère|chers|madame|monsieur|mesdames|messieurs"
	"|équipe|l'équipe|toute l'équipe|pour|pour votre aide|pour ton aide|pour l'aide"
	"|pour votre réponse|pour votre réponse rapide|pour la réponse|pour votre retour"
	"|pour votre retour rapide|pour votre réactivité|pour votre rapidité|pour tout"
	"|pour votre patience|pour votre efficacité|pour l'information"
	"|pour les informations|pour votre soutien|encore|encore une fois|encore merci"
	"|et|à|de|vous|votre|à vous|à toute l'équipe|beaucoup|très|bien|oui|d'accord"
	"|c'est noté|bien reçu|reçu|c'est|c'était|maintenant|tout|rapide|efficace"
	"|très rapide|très gentil|c'est très gentil|bonne journée|bonne soirée"
	"|bon week-end|bon weekend|bonne fin de journée|bonne continuation|belle journée"
	"|bonne année|joyeux noël|à bientôt|au revoir|excellente journée|",
	"|cordialement|bien cordialement|très cordialement|bien à vous|sincèrement"
	"|salutations|meilleures salutations|cdt|amicalement|sincères salutations|",
    },
    {
	"es",
	true,
	"|gracias|muchas gracias|muchísimas gracias|muchisimas gracias|mil gracias"
	"|un millón de gracias|gracias a todos|se lo agradezco|te lo agradezco"
	"|os lo agradezco|le agradezco|les agradezco|lo agradezco|lo agradezco mucho"
	"|agradecido|agradecida|muy agradecido|muy agradecida|perfecto|excelente|genial"
	"|estupendo|fantástico|fantastico|maravilloso|fenomenal|funciona|ya funciona"
	"|ahora funciona|funciona perfectamente|todo funciona|funcionó|ha funcionado"
	"|resuelto|solucionado|problema resuelto|problema solucionado|todo bien"
	"|todo correcto|todo en orden|",
	"|hola|buenos días|buenos dias|buenas tardes|buenas noches|buenas|estimado"
	"|estimada|estimados|querido|querida|señor|señora|equipo|a todos"
	"|a todo el equipo|por|por su ayuda|por tu ayuda|por vuestra ayuda|por la ayuda"
	"|por su respuesta|por la respuesta|por su rápida respuesta"
	"|por la rápida respuesta|por la respuesta rápida|por responder|por todo"
	"|por su tiempo|por su paciencia|por su apoyo|por la información"
	"|por la informacion|de nuevo|nuevamente|otra vez|y|muy|mucho|sí|si|vale"
	"|de acuerdo|entendido|recibido|muy bien|muy amable|muy amables|es|fue|ya|ahora"
	"|todo|rápido|que tenga un buen día|que tengas un buen día|buen día"
	"|buen fin de semana|feliz año|feliz navidad|hasta luego|hasta pronto|adiós"
	"|a usted|a ti|a ustedes|a vosotros|",
	"|saludos|un saludo|saludos cordiales|un cordial saludo|cordialmente|atentamente"
	"|un abrazo|abrazos|",
    },
    {
	"it",
	true,
	"|grazie|grazie mille|mille grazie|molte grazie|tante grazie|grazie tante"
	"|grazie infinite|grazie di cuore|la ringrazio|ti ringrazio|vi ringrazio"
	"|ringrazio|vi ringraziamo|la ringraziamo|perfetto|ottimo|eccellente|benissimo"
	"|bravissimi|funziona|ora funziona|adesso funziona|funziona tutto|tutto funziona"
	"|tutto ok|tutto bene|tutto a posto|risolto|problema risolto|ha funzionato|",
	"|salve|buongiorno|buon giorno|buonasera|buona sera|gentile|gentili|egregio|caro"
	"|cara|cari|signor|signora|a tutti|a tutto il team|per|per l'aiuto"
	"|per il suo aiuto|per il tuo aiuto|per il vostro aiuto|per la risposta"
	"|per la sua risposta|per la vostra risposta|per la rapida risposta"
	"|per la risposta rapida|per il supporto|per l'assistenza|per la disponibilità"
	"|per la pazienza|per tutto|per le informazioni|ancora|di nuovo|di tutto|e|molto"
	"|sì|va bene|ricevuto|capito|bene|molto gentile|gentilissimi|gentilissimo"
	"|gentilissima|è|era|ora|adesso|tutto|buona giornata|buon lavoro|buona serata"
	"|buon weekend|buon fine settimana|buone feste|buon natale|a presto|arrivederci"
	"|a lei|a te|a voi|",
	"|saluti|cordiali saluti|distinti saluti|un saluto|un caro saluto|",
    },
    {
	"nl",
	true,
	"|bedankt|dank je|dank je wel|dank u|dank u wel|dankjewel|dankuwel"
	"|hartelijk dank|hartelijk bedankt|heel erg bedankt|heel hartelijk dank"
	"|erg bedankt|veel dank|vriendelijk bedankt|alvast bedankt|mijn dank"
	"|nogmaals dank|geweldig|fantastisch|uitstekend|het werkt|het werkt nu"
	"|het werkt weer|werkt|werkt nu|werkt weer|werkt perfect|nu werkt het"
	"|alles werkt|het doet het|het doet het weer|opgelost|probleem opgelost"
	"|het is opgelost|alles in orde|alles goed|dat was het|",
	"|hoi|goedemorgen|goedemiddag|goedenavond|dag|beste|geachte|heer|mevrouw"
	"|allemaal|voor|voor je hulp|voor jullie hulp|voor uw hulp|voor de hulp"
	"|voor de snelle hulp|voor het snelle antwoord|voor de snelle reactie"
	"|voor uw snelle reactie|voor je snelle reactie|voor jullie snelle reactie"
	"|voor uw reactie|voor je reactie|voor het antwoord|voor uw antwoord"
	"|voor de moeite|voor de informatie|voor de info|voor alles|nogmaals|en|oké|oke"
	"|begrepen|duidelijk|heel|erg|zeer|goed|fijn|mooi|fijn zo|dat is|nu|snel"
	"|fijne dag|een fijne dag|nog een fijne dag|fijn weekend|prettig weekend"
	"|fijne avond|prettige dag|tot ziens|fijne feestdagen|gelukkig nieuwjaar|jullie"
	"|u|je|wel|",
	"|groet|groeten|groetjes|met vriendelijke groet|met vriendelijke groeten"
	"|vriendelijke groet|vriendelijke groeten|hartelijke groet|hartelijke groeten"
	"|mvg|met hartelijke groet|",
    },
    {
	"pt",
	true,
	"|obrigado|obrigada|muito obrigado|muito obrigada|obrigadão|obrigadíssimo"
	"|agradeço|agradeço muito|agradecemos|muito grato|muito grata|grato|grata|valeu"
	"|perfeito|ótimo|óptimo|maravilha|já funciona|agora funciona|funcionou"
	"|está funcionando|está a funcionar|tudo a funcionar|resolvido"
	"|problema resolvido|tudo certo|tudo ok|tudo bem|deu certo|",
	"|olá|ola|oi|bom dia|boa tarde|boa noite|caros|prezado|prezada|prezados|senhor"
	"|senhora|equipe|equipa|a toda a equipe|a toda a equipa|pela|pelo|pela ajuda"
	"|pela sua ajuda|pela vossa ajuda|pela resposta|pela sua resposta"
	"|pela resposta rápida|pela rápida resposta|pelo retorno|pelo apoio|pelo suporte"
	"|pela atenção|pela paciência|pela informação|por tudo|mais uma vez|novamente"
	"|muito|sim|certo|recebido|bom|muito bom|muito gentil|é|foi|agora|já|tudo"
	"|um bom dia|tenha um bom dia|bom fim de semana|ótimo fim de semana|feliz natal"
	"|feliz ano novo|até logo|até breve|a você|a vocês|a vós|",
	"|abraço|abraços|um abraço|cumprimentos|com os melhores cumprimentos"
	"|melhores cumprimentos|atenciosamente|saudações|att|",
    },
    {
	"pl",
	true,
	"|dziękuję|dziekuje|dziękuję bardzo|dziekuje bardzo|bardzo dziękuję"
	"|bardzo dziekuje|dziękuję serdecznie|serdecznie dziękuję|dziękujemy|dzięki"
	"|dzieki|wielkie dzięki|dzięki wielkie|dzięki bardzo|świetnie|doskonale"
	"|rewelacja|idealnie|wspaniale|znakomicie|działa|dziala|już działa|teraz działa"
	"|wszystko działa|działa świetnie|zadziałało|rozwiązane|problem rozwiązany"
	"|wszystko w porządku|wszystko gra|",
	"|cześć|dzień dobry|dzien dobry|witam|dobry wieczór|szanowni państwo"
	"|szanowny panie|szanowna pani|pan|pani|panie|zespół|zespole|za|za pomoc"
	"|za szybką pomoc|za odpowiedź|za szybką odpowiedź|za informację|za informacje"
	"|za wsparcie|za wszystko|za cierpliwość|jeszcze raz|raz jeszcze|ponownie|i"
	"|bardzo|tak|okej|rozumiem|dobrze|bardzo dobrze|jest|to|teraz|już|wszystko"
	"|szybko|miłego dnia|miłego weekendu|życzę miłego dnia|dobrego dnia|do widzenia"
	"|wesołych świąt|szczęśliwego nowego roku|",
	"|pozdrawiam|pozdrawiam serdecznie|serdecznie pozdrawiam|pozdrowienia"
	"|z poważaniem|z wyrazami szacunku|",
    },
    {
	"sv",
	true,
	"|tack|tack så mycket|tack sa mycket|tusen tack|stort tack|varmt tack|många tack"
	"|jättetack|hjärtligt tack|toppen|utmärkt|kanon|fantastiskt|jättebra|strålande"
	"|det fungerar|det fungerar nu|nu fungerar det|fungerar|fungerar nu"
	"|allt fungerar|det funkar|nu funkar det|funkar|det gick bra|löst"
	"|problemet är löst|det är löst|allt är bra|allt ok|",
	"|hej|hejsan|god morgon|god dag|god kväll|bästa|kära|alla|för|för hjälpen"
	"|för din hjälp|för er hjälp|för all hjälp|för snabb hjälp"
	"|för den snabba hjälpen|för svaret|för snabbt svar|för ditt svar|för ert svar"
	"|för det snabba svaret|för informationen|för allt|igen|än en gång|och|förstår"
	"|uppfattat|mycket|så|bra|mycket bra|det|är|var|allt|snabbt|snällt|ha en bra dag"
	"|ha en fin dag|ha en trevlig dag|trevlig helg|ha en bra helg|ha det bra"
	"|ha det så bra|god jul|gott nytt år|hej då|på förhand|till er alla|",
	"|hälsningar|med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar"
	"|vänlig hälsning|bästa hälsningar|mvh|vänligen|",
    },
    {
	"da",
	true,
	"|mange tak|tusind tak|tak skal du have|tak skal i have|tak for det|stor tak"
	"|1000 tak|fantastisk|fremragende|glimrende|dejligt|det virker|det virker nu"
	"|nu virker det|virker|virker nu|virker igen|det fungerer|nu fungerer det"
	"|alt virker|løst|problemet er løst|det er løst|alt er godt|alt er i orden|",
	"|goddag|godmorgen|god aften|kære|alle|for hjælpen|for din hjælp|for jeres hjælp"
	"|for hurtig hjælp|for den hurtige hjælp|for svaret|for dit svar"
	"|for hurtigt svar|for det hurtige svar|for informationen|for alt|endnu en gang"
	"|og|forstået|meget|godt|rigtig godt|er|alt|hurtigt|sødt|ha en god dag"
	"|hav en god dag|god weekend|rigtig god weekend|glædelig jul|godt nytår|hej hej|",
	"|hilsen|venlig hilsen|med venlig hilsen|venlige hilsner|mange hilsner"
	"|bedste hilsner|de bedste hilsner|kh|vh|",
    },
    {
	"no",
	true,
	"|takk|tusen takk|mange takk|takk skal du ha|takk skal dere ha|hjertelig takk"
	"|takker|supert|flott|utmerket|strålende|topp|det virker nå|nå virker det"
	"|virker nå|det fungerer nå|nå fungerer det|fungerer|alt fungerer|alt i orden"
	"|alt er bra|",
	"|hei|hei hei|god morgen|god kveld|kjære|for hjelpen|for hjelp|for din hjelp"
	"|for rask hjelp|for den raske hjelpen|for svar|for raskt svar"
	"|for det raske svaret|for informasjonen|igjen|nok en gang|forstått|veldig"
	"|veldig bra|nå|raskt|snilt|ha en flott dag|god helg|godt nytt år|ha det|",
	"|vennlig hilsen|med vennlig hilsen|beste hilsen|med hilsen|",
    },
    {
	"fi",
	true,
	"|kiitos|kiitos paljon|paljon kiitoksia|kiitoksia|kiitoksia paljon|suuri kiitos"
	"|suuret kiitokset|iso kiitos|kiitti|tuhannet kiitokset|lämmin kiitos"
	"|erinomaista|mahtavaa|loistavaa|hienoa|täydellistä|upeaa|se toimii"
	"|se toimii nyt|nyt toimii|nyt se toimii|toimii|toimii nyt|toimii taas"
	"|kaikki toimii|ratkaistu|ongelma ratkaistu|ongelma ratkesi|kaikki kunnossa"
	"|kaikki hyvin|",
	"|moi|terve|hyvää huomenta|hyvää päivää|hyvää iltaa|hyvä|kaikille|tiimi|tiimille"
	"|avusta|avustanne|avustasi|nopeasta avusta|vastauksesta|nopeasta vastauksesta"
	"|nopeasta palvelusta|palvelusta|tiedosta|tiedoista|kaikesta|vielä kerran|vielä"
	"|uudelleen|kyllä|joo|selvä|ymmärretty|erittäin|todella|hyvin|hienosti|on|oli"
	"|nyt|kaikki|nopeaa|hyvää päivänjatkoa|hyvää viikonloppua|mukavaa päivää"
	"|mukavaa viikonloppua|hyvää joulua|hyvää uutta vuotta|näkemiin|teille|sinulle|",
	"|terveisin|ystävällisin terveisin|parhain terveisin|terveiset|yt"
	"|kunnioittavasti|",
    },
    {
	"ru",
	true,
	"|спасибо|большое спасибо|спасибо большое|огромное спасибо|спасибо огромное"
	"|спасибо вам|спасибо вам большое|благодарю|благодарю вас|благодарим"
	"|благодарим вас|благодарен|благодарна|с благодарностью|премного благодарен"
	"|отлично|прекрасно|замечательно|превосходно|супер|идеально|работает"
	"|всё работает|все работает|теперь работает|заработало|всё заработало"
	"|все заработало|помогло|это помогло|решено|проблема решена|вопрос решён"
	"|вопрос решен|всё в порядке|все в порядке|всё хорошо|все хорошо|",
	"|здравствуйте|добрый день|доброе утро|добрый вечер|привет|уважаемые|уважаемый"
	"|уважаемая|команда|коллеги|всем|за|за помощь|за вашу помощь|за быструю помощь"
	"|за ответ|за ваш ответ|за быстрый ответ|за оперативный ответ|за оперативность"
	"|за информацию|за поддержку|за всё|за все|ещё раз|еще раз|и|да|ок|окей|понял"
	"|поняла|понятно|принято|хорошо|очень|очень хорошо|это|было|теперь|уже|всё|все"
	"|быстро|хорошего дня|хороших выходных|всего доброго|всего хорошего|до свидания"
	"|с новым годом|удачи|вам|",
	"|с уважением|с наилучшими пожеланиями|с приветом|искренне ваш|",
    },
    {
	"cs",
	true,
	"|děkuji|dekuji|děkuju|dekuju|děkujeme|moc děkuji|moc děkuju|mockrát děkuji"
	"|děkuji moc|děkuji mnohokrát|mnohokrát děkuji|velice děkuji|díky|diky|díky moc"
	"|moc díky|mockrát díky|děkuji vám|skvělé|skvěle|výborně|výborné|perfektní"
	"|perfektně|paráda|funguje|už funguje|to funguje|teď to funguje|vše funguje"
	"|všechno funguje|pomohlo to|to pomohlo|vyřešeno|problém vyřešen|vše v pořádku"
	"|všechno v pořádku|",
	"|dobrý den|ahoj|dobré ráno|dobré odpoledne|dobrý večer|vážený|vážená|vážení"
	"|pane|paní|tým|týmu|všem|za vaši pomoc|za rychlou pomoc|za odpověď"
	"|za rychlou odpověď|za informaci|za informace|za podporu|za vše|za všechno"
	"|ještě jednou|znovu|a|ano|dobře|rozumím|velmi|moc|to je|bylo|teď|už|vše|všechno"
	"|rychlé|hezký den|přeji hezký den|krásný den|pěkný den|hezký víkend"
	"|na shledanou|nashledanou|veselé vánoce|šťastný nový rok|vám|",
	"|s pozdravem|zdravím|se srdečným pozdravem|s přátelským pozdravem|s úctou|",
    },
    {
	"tr",
	true,
	"|teşekkürler|tesekkurler|teşekkür ederim|tesekkur ederim|çok teşekkürler"
	"|çok teşekkür ederim|cok tesekkurler|cok tesekkur ederim|teşekkür ederiz"
	"|çok teşekkür ederiz|sağ olun|sağolun|çok sağ olun|sağ ol|sağol|minnettarım"
	"|mükemmel|harika|süper|muhteşem|şahane|çalışıyor|şimdi çalışıyor"
	"|artık çalışıyor|her şey çalışıyor|işe yaradı|çözüldü|sorun çözüldü"
	"|her şey yolunda|tamamdır|",
	"|merhaba|merhabalar|selam|iyi günler|günaydın|iyi akşamlar|sayın|sevgili|ekip"
	"|herkese|bey|hanım|için|yardımınız için|yardımın için|hızlı yanıtınız için"
	"|hızlı cevabınız için|yanıtınız için|cevabınız için|desteğiniz için"
	"|ilginiz için|bilgi için|her şey için|tekrar|tekrardan|ve|evet|tamam|peki"
	"|anladım|çok|iyi|çok iyi|şimdi|artık|her şey|hızlı|iyi çalışmalar|kolay gelsin"
	"|iyi hafta sonları|hoşça kalın|görüşmek üzere|mutlu yıllar|",
	"|saygılar|saygılarımla|saygılarımızla|sevgiler|selamlar|",
    },
    {
	"zh",
	false,
	"|谢谢|谢谢你|谢谢您|谢谢你们|谢谢大家|非常感谢|十分感谢|多谢|感谢|感谢您|感谢你|感谢你们|"
	"太感谢了"
	"|太谢谢了|谢了|謝謝|謝謝你|謝謝您|謝謝你們|非常感謝|十分感謝|多謝|感謝|感謝您|很好|太好了|"
	"太棒了|完美"
	"|问题解决了|问题已解决|已经解决|已解决|解决了|問題解決了|問題已解決|已經解決|已解決|"
	"解決了|可以用了"
	"|现在可以了|可以了|現在可以了|好用了|",
	"|你好|您好|你们好|各位好|大家好|早上好|下午好|晚上好|您的帮助|你的帮助|你们的帮助|的帮助|"
	"您的幫助"
	"|你的幫助|您的回复|你的回复|的回复|您的支持|快速回复|及时回复|再次|再次感谢|好的|好|"
	"明白了|明白|收到"
	"|知道了|了|啦|哦|啊|现在|現在|已经|已經|对|是的|祝好|祝您愉快|祝你愉快|祝您工作愉快|"
	"祝工作顺利|周末愉快"
	"|新年快乐|再见|很|非常|辛苦了|您辛苦了|",
	"|此致|敬礼|此致敬礼|顺祝商祺|敬上|",
    },
    {
	"ja",
	false,
	"|ありがとう|ありがとうございます|ありがとうございました|どうもありがとう|"
	"どうもありがとうございます"
	"|どうもありがとうございました|誠にありがとうございます|誠にありがとうございました"
	"|本当にありがとうございます|本当にありがとうございました|有難うございます|"
	"有難うございました"
	"|有り難うございます|感謝します|感謝いたします|感謝しております|感謝申し上げます|"
	"御礼申し上げます"
	"|お礼申し上げます|厚く御礼申し上げます|助かりました|大変助かりました|とても助かりました|"
	"解決しました"
	"|無事解決しました|問題は解決しました|問題が解決しました|直りました|動きました|"
	"動くようになりました"
	"|使えるようになりました|できました|完璧です|素晴らしいです|",
	"|こんにちは|おはようございます|こんばんは|お世話になっております|お世話になります"
	"|いつもお世話になっております|様|さま|さん|ご担当者様|担当者様|皆様|サポート|"
	"サポートチーム|チーム"
	"|早速の|早速のご対応|迅速な|迅速なご対応|ご対応|ご対応いただき|ご対応いただきまして|ご回答"
	"|ご回答いただき|ご返信|ご返信いただき|ご連絡|ご連絡いただき|ご返答|ご支援|ご協力|お返事"
	"|お手数をおかけしました|の|に|を|は|が|で|も|はい|了解しました|了解です|承知しました|"
	"承知いたしました"
	"|わかりました|分かりました|おかげさまで|お陰様で|無事|無事に|誠に|本当に|大変|とても|早速|"
	"どうも|また"
	"|また何かありましたら|よろしくお願いします|よろしくお願いいたします|よろしくお願い致します"
	"|今後ともよろしくお願いいたします|今後ともよろしくお願いします|"
	"引き続きよろしくお願いいたします"
	"|失礼します|失礼いたします|お疲れ様です|お疲れ様でした|",
	"|敬具|以上|",
    },
    {
	"ko",
	true,
	"|감사합니다|감사드립니다|대단히 감사합니다|정말 감사합니다|너무 감사합니다|매우 감사합니다"
	"|진심으로 감사드립니다|고맙습니다|정말 "
	"고맙습니다|고마워요|고마워|감사해요|감사|해결되었습니다"
	"|해결됐습니다|해결됐어요|해결되었어요|문제가 해결되었습니다|문제가 해결됐습니다|잘 "
	"됩니다|잘 돼요"
	"|이제 잘 됩니다|잘 작동합니다|작동합니다|완벽합니다|최고예요|최고입니다|훌륭합니다|",
	"|안녕하세요|안녕하십니까|담당자님|님|팀|고객센터|여러분|빠른|빠른 답변|빠른 "
	"답변에|답변|답변에|답변 주셔서"
	"|빠른 답변 주셔서|도움에|도움 주셔서|도와주셔서|도와 주셔서|알려주셔서|알려 "
	"주셔서|신속한|신속한 처리"
	"|신속한 처리에|처리에|처리해 주셔서|지원에|모두|다시 "
	"한번|다시|한번|정말|너무|매우|아주|이제|네|예"
	"|알겠습니다|확인했습니다|확인하였습니다|좋은 하루 되세요|좋은 하루 보내세요|즐거운 하루 "
	"되세요"
	"|좋은 주말 되세요|수고하세요|수고하셨습니다|안녕히 계세요|덕분에|잘|",
	"|드림|올림|",
    },
    {NULL, false, NULL, NULL, NULL},
};
