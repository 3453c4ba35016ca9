#include "mail/phrases_language.h"

/* clang-format off */
const struct language_words language_words[] = {
	{"en", "the and to of is you i it that for on with have this be not are was but my we your can please from me if "
	       "what would there has been when do does will they how an or at as so any am had could should hello thanks "
	       "thank regards received still since which any help need problem order order's cannot can't don't doesn't didn't i'm it's "
	       "isn't won't yet just about now after before because them our get got "
	       "where who why nobody works work two weeks waiting return like too sir madam best see new one does "
	       "off out want again working turn stopped days no"},
	{"de", "der die das und ist ich nicht zu den mit sie es ein eine auf für von dem wir haben habe hat bei auch noch "
	       "ihre ihr mir mich uns bitte danke kann können wie war sind im am um aber oder wenn wird wurde werden seit "
	       "hallo guten tag grüße grüßen freundlichen vielen bestellung rechnung leider immer keine kein einen einem meine mein "
	       "meiner nach schon nur dass was warum wann ihnen möchte geehrte damen herren über zum zur ob "
	       "lässt sich soll tun das geht mehr weil sehr funktioniert antwort wo wochen zurück geld klein jetzt "
	       "durch vom gibt nichts niemand etwas alle ihrer dieser diese dieses da so bin ja nein dann hatte"},
	{"fr", "le la les de des et est je ne pas que vous nous un une pour dans avec sur ce mon ma mes votre vos il elle a "
	       "ai suis été au aux qui mais ou si en du plus j'ai n'est c'est merci bonjour cordialement commande depuis "
	       "toujours comment pouvez avoir être cette sont reçu encore aucun aucune très fait madame monsieur d'un d'une "
	       "l'adresse qu'il y quand pourquoi bien ça "
	       "dois faire peut se sa son ils elles dont où voudrais car sans peu tout tous fonctionne réponse "
	       "semaines personne merci leur ne marche appareil puis veuillez ici déjà après"},
	{"es", "favor estaba hay otro otra están dos envíen envían llegó sus cómo el la los las de y es no que en un una por para con mi su se me lo le del al como pero más he ha está "
	       "estoy tengo hola gracias saludos pedido desde cuando puedo pueden quiero ayuda todavía aún ya muy sin sobre "
	       "este esta esto hacer buenos días tardes estimados han recibido nos si también o son fue ustedes porque qué cómo "
	       "dónde hacer nadie semanas tengo tiene porque funciona respuesta muchas quisiera pueden ningún hasta "
	       "donde ese esa nada hoy ayer dinero sido solo pero"},
	{"it", "il lo la gli le di e è che non un una per con in mi ho ha sono del della dei delle al alla ma come più "
	       "questo questa se da si nel nella buongiorno salve grazie saluti cordiali ordine ancora quando posso potete "
	       "ricevuto mio mia vostro stato molto anche ci perché cosa dopo abbiamo vorrei gentile essere i dal sul ed "
	       "dove devo fare adesso risposta funziona settimane nessuno può degli lei suo sua avere però quindi "
	       "oggi ieri ora quale solo niente soldi aspetto"},
	{"nl", "de het een en is ik niet van te dat op met voor zijn mijn ik heb heeft u uw jullie we wij maar als er ook "
	       "naar bij om aan nog wel kan kunt kunnen hallo beste groet groeten vriendelijke bedankt bestelling graag sinds "
	       "waarom hoe wat wanneer dit deze geen al werkt niets meer worden werd was mij me of die hebben alvast dag "
	       "waar niemand weken antwoord werk gaat wil terug geld klein omdat moet doen nu gisteren vandaag weer "
	       "uit over al door dan zo snelle deze hun"},
	{"pt", "o a os as de do da dos das e é que não um uma para com em no na por meu minha se mas como mais eu você "
	       "vocês está estou foi tem ao à olá obrigado obrigada bom dia boa tarde pedido ainda quando posso podem "
	       "gostaria recebi favor atenciosamente cumprimentos desde já muito sem sobre este esta isso nós ou são pelo pela também "
	       "onde devo fazer porque funciona resposta semanas ninguém há sua seu lhe nada hoje ontem agora "
	       "dinheiro até só ter ser esse essa qual aos nos"},
	{"pl", "czy jakieś było jedno dwóch moim nowy nową swój i w na nie się z do że jest to jak ale czy mi mnie mam od po za o dla przez już jeszcze tylko proszę "
	       "dziękuję dzień dobry pozdrawiam witam zamówienie zamówienia kiedy dlaczego mogę można być był była są ma "
	       "państwa mój moja moje oraz ze bardzo tego tej ten co który która jestem nadal nic dzięki ich lub aby gdy "
	       "teraz odpowiedź zrobić działa gdzie bo czekam chcę nikt mogą prosimy bez nas pan pani tygodnie "
	       "pieniądze więc ponieważ kiedyś dlatego szybką także tym są mną"},
	{"sv", "och att det är jag inte en ett som på för med av har till den vi ni kan min mitt mig från men om så har "
	       "hej tack hälsningar vänliga mvh beställning fortfarande när varför hur vad inte fått fick eller också nu "
	       "efter sedan skulle vill behöver hjälp era ert er finns var blir blev min de dem mycket ingen något detta "
	       "svar ska göra fungerar väntat veckor går eftersom små får pengar tillbaka igen idag igår här vet ju "
	       "bara utan mitt måste kunde sätta"},
	{"da", "og at det er jeg ikke en et som på for med af har til den vi i kan min mit mig fra men om så hej tak "
	       "hilsen venlig venligst mvh bestilling stadig hvornår hvorfor hvordan hvad fået fik eller også nu efter siden "
	       "skulle vil gerne hjælp jeres der var bliver blev de dem meget ingen noget dette jer nogen denne ud op "
	       "hvor svar ved må gør gøre svaret penge igen få får lige ventet virker uger ud ind eller nogle mange "
	       "flere endnu bare efter har hos fordi hvis når"},
	{"no", "og at det er jeg ikke en et som på for med av har til den vi dere kan min mitt meg fra men om så hei takk "
	       "hilsen vennlig mvh bestilling fortsatt fremdeles når hvorfor hvordan hva fått fikk eller også nå etter siden "
	       "skulle vil gjerne hjelp deres der var blir ble de dem mye ingen noe dette jeg noen denne ut opp "
	       "hvor svar ved må gjør gjøre svaret penger igjen få får ventet virker uker ut inn noen mange flere "
	       "ennå bare etter hos fordi hvis når fungerer være"},
	{"fi", "onko yksi kaksi oli auki voitteko voitko ovatko mun sun ja on ei en se että minun minä mutta myös kun jos niin tai olen ole oli ovat voi voin voisitte hei kiitos "
	       "terveisin ystävällisin tilaus tilaukseni vielä milloin miksi miten mitä olisi tämä tämän sen minulla "
	       "sitten kanssa saanut sain nyt jo kuin joka siitä teidän apua moi hyvää päivää ollut vain mikä onko "
	       "vastaus vastauksesta vastausta haluan koska missä kukaan laite toimi toimii takaisin pitää tehdä ne "
	       "he me te rahat viikkoa eilen tänään kaikki enää ilman jonka"},
	{"ru", "и в не на что я с как это но мы вы у меня мой по за к из от для так же ли бы то если когда уже еще ещё "
	       "здравствуйте добрый день спасибо пожалуйста уважением заказ заказа почему можно нет есть был была было "
	       "мне вас нам ваш до сих пор или только очень могу нужно этот "
	       "теперь ответ работает все всё где жду потому хочу они он она нас вам этого недели деньги быстро "
	       "никто сейчас тоже даже чтобы"},
	{"cs", "a se na je v že to s z do i o jsem jsme mi mě ale jak pro po když nebo už ještě není nejde mám máme "
	       "prosím děkuji dobrý den pozdravem hezký objednávka objednávku objednávky kdy proč mohu můžete jsou být byl "
	       "byla bylo od za co který která vás vám váš moje můj jen také stále nic k u tento "
	       "moc protože chci kde nikdo teď funguje nefunguje zpět dělat peníze odpověď týdny jestli pokud zda "
	       "abych nám tak až jako která však ani nic jste"},
	{"tr", "haber hakkında iki mü dünden beri bağlantı gönderir yeni ve bir bu için ile de da ne mi mı ama çok daha var yok ben benim bana siz sizin olarak olan gibi kadar "
	       "merhaba teşekkürler teşekkür ederim saygılar saygılarımla sipariş siparişim lütfen henüz hâlâ hala neden "
	       "nasıl ne zaman değil şu her sonra önce istiyorum olur misiniz mısınız iyi günler rica ederim mümkün "
	       "nerede çünkü geri cevap kimse şimdi gerekiyor çalışmıyor çalışıyor ki biz sizden iki hafta miyim ise "
	       "bunu benim bize acaba göre para hiç en istedim"},
	/* No language of the desk's, but so near to some that their mails would be taken for one of those. */
	{"", "și nu este pentru care sunt din mai am la cu comanda mulțumesc bună ziua "
	     "és nem hogy van egy az ez meg csak köszönöm kérem rendelés "
	     "je nije sam bi ima hvala molim narudžba še ni sem "
	     "ir kad uz ar par ne paldies yra aš ačiū į "
	     "els les amb és gràcies comanda meva vaig"},
	{NULL, NULL}};

/* Letters that few alphabets have. */
const struct language_words language_letters[] = {
	{"de", "ß ä ö ü"}, {"fr", "ç è ê à ù œ é"}, {"es", "ñ ¿ ¡ ó á"}, {"it", "è ù ò ì à"}, {"pt", "ã õ ç ê á"},
	{"pl", "ł ą ę ś ż ź ć ń ó"}, {"sv", "å ä ö"}, {"da", "ø æ å"}, {"no", "ø æ å"}, {"fi", "ä ö"},
	{"cs", "ř ě ů š č ž ý í á"}, {"tr", "ğ ı ş ç ö ü"}, {"", "ő ű ț ș ă ę ė ų ķ ļ ň ľ đ"}, {NULL, NULL}};
/* clang-format on */
